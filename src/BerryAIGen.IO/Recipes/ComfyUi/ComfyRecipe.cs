using BerryAIGen.IO.Graphs;
using BerryAIGen.IO.Recipes.A1111;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>Reads a graph backwards from what it saves: sampler, words, seed, size and models, of nodes that run only.</summary>
internal sealed class ComfyRecipe(Graph graph)
{
    private readonly ComfyValues _values = new(graph);

    // What a sampler does not say itself, the nodes wired to these inputs do.
    private static readonly string[] Carriers =
    [
        "guider",
        "sigmas",
        "sampler",
        "noise",
        "pipe",
        "basic_pipe",
        "options",
        "scheduler",
    ];

    internal void Fill(RecipeDraft draft)
    {
        var reached = Reached(_ => true);
        // What is only looked at on the way says nothing of what was kept.
        var sampler = ComfySamplers.Find(_values, Reached(IsKept)) ?? ComfySamplers.Find(_values, reached);
        if (sampler is not null)
        {
            ReadSampler(sampler, draft);
            // The chain of the sampler's model comes first, so that its checkpoint is the recipe's.
            ReadModels(Chain(sampler), draft);
        }

        ReadModels(reached, draft);
        PromptTags.Read(draft.Prompt, draft);
        PromptTags.Read(draft.NegativePrompt, draft);
    }

    private void ReadSampler(GraphNode sampler, RecipeDraft draft)
    {
        var prompts = new ComfyPrompts(_values);
        var guide = Nearest(sampler, "positive", "conditioning") ?? sampler;
        draft.Prompt =
            prompts.Of(guide, "positive", "positive")
            ?? prompts.Of(guide, "conditioning", "positive")
            ?? prompts.Of(guide, "text_embeds", "positive")
            ?? prompts.Of(guide, "pipe", "positive");
        draft.NegativePrompt =
            prompts.Of(guide, "negative", "negative")
            ?? prompts.Of(guide, "text_embeds", "negative")
            ?? prompts.Of(guide, "pipe", "negative");
        draft.Seed = RecipeJson.Seed(Value(sampler, "seed", "noise_seed"));
        draft.Steps = RecipeJson.Whole(Value(sampler, "steps"));
        draft.CfgScale = RecipeJson.Real(Value(sampler, "cfg", "cfg_scale", "guidance_scale"));
        draft.Sampler = Value(sampler, "sampler_name") ?? KindOf(sampler, "sampler", "Sampler");
        draft.Scheduler = Value(sampler, "scheduler") ?? KindOf(sampler, "sigmas", "Scheduler");
        Keep("denoise", Value(sampler, "denoise"), draft);
        Keep("guidance", Guidance(), draft);
        if (Size(sampler) is var (width, height))
        {
            (draft.Width, draft.Height) = (width, height);
        }
    }

    /// <summary>The size of what the sampler began with; loaders that hand on everything in a pipe make that, too.</summary>
    private (int Width, int Height)? Size(GraphNode sampler) =>
        ComfySamplers
            .Before(_values, sampler)
            .Concat(Parts(sampler).Skip(1))
            .Select(node => ComfySizes.Of(_values, node))
            .FirstOrDefault(size => size is not null);

    private string? Guidance() =>
        graph
            .Nodes.Where(node => node.IsActive && node.Type is "FluxGuidance" or "CLIPTextEncodeFlux")
            .Select(node => _values.Text(node, "guidance"))
            .FirstOrDefault(text => text is not null);

    /// <summary>The value that the sampler has under one of these names, or one of the nodes that stand for its parts.</summary>
    private string? Value(GraphNode sampler, params string[] names) =>
        Parts(sampler)
            .SelectMany(node => names.Select(name => _values.Text(node, name)))
            .FirstOrDefault(text => text is not null);

    private GraphNode? Nearest(GraphNode sampler, params string[] names) =>
        Parts(sampler).FirstOrDefault(node => names.Any(name => node.Find(name) is not null));

    private IEnumerable<GraphNode> Parts(GraphNode sampler)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { sampler.Id };
        var queue = new Queue<GraphNode>([sampler]);
        while (queue.TryDequeue(out var node))
        {
            yield return node;
            foreach (var name in Carriers)
            {
                if (_values.Source(node, name) is { } part && seen.Add(part.Id))
                {
                    queue.Enqueue(part);
                }
            }
        }
    }

    /// <summary>A part that is named by its node's type only: SamplerDPMPP_2M_SDE, AlignYourStepsScheduler.</summary>
    private string? KindOf(GraphNode sampler, string input, string word) =>
        Parts(sampler)
            .Select(node => _values.Source(node, input)?.Type)
            .OfType<string>()
            .Where(type => type.Contains(word, StringComparison.Ordinal) && type.Length > word.Length)
            .Select(type => type.Replace(word, "", StringComparison.Ordinal))
            .FirstOrDefault();

    /// <summary>The nodes from the sampler's model back to its checkpoint.</summary>
    private IEnumerable<GraphNode> Chain(GraphNode sampler)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var start = Nearest(sampler, "model") ?? sampler;
        yield return start;
        for (var node = start; ; )
        {
            if ((_values.Source(node, "model") ?? _values.Source(node, "pipe")) is not { } next || !seen.Add(next.Id))
            {
                yield break;
            }

            yield return next;
            node = next;
        }
    }

    private void ReadModels(IEnumerable<GraphNode> nodes, RecipeDraft draft)
    {
        var models = new ComfyModels(_values, draft);
        foreach (var node in nodes)
        {
            models.Read(node);
        }
    }

    /// <summary>The nodes that run for a result: back from those whose results nobody takes.</summary>
    private HashSet<GraphNode> Reached(Func<GraphNode, bool> isEnd)
    {
        var active = graph.Nodes.Where(node => node.IsActive).ToList();
        var taken = active
            .SelectMany(node => node.Inputs)
            .Select(input => input.Link?.NodeId)
            .OfType<string>()
            .ToHashSet();
        var ends = active.Where(node =>
            !taken.Contains(node.Id) && node.Inputs.Any(input => input.Link is not null) && isEnd(node)
        );
        var reached = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<GraphNode>(ends);
        while (stack.TryPop(out var node))
        {
            if (!reached.Add(node))
            {
                continue;
            }

            foreach (var input in node.Inputs.Where(input => input.Link is not null))
            {
                if (_values.Source(input) is { } source)
                {
                    stack.Push(source);
                }
            }
        }

        return reached;
    }

    private static bool IsKept(GraphNode node) =>
        node.Type.Contains("Save", StringComparison.OrdinalIgnoreCase)
        || node.Type.Contains("VideoCombine", StringComparison.Ordinal);

    private static void Keep(string name, string? value, RecipeDraft draft)
    {
        if (value is not null)
        {
            draft.Settings[name] = value;
        }
    }
}
