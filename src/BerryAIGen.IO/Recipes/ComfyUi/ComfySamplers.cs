using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>Which node made the picture: a sampler is known by what is wired to it, so those of extensions count as well.</summary>
internal static class ComfySamplers
{
    private const int MostSamplers = 64;

    private static readonly string[] Seeds = ["seed", "noise_seed", "noise"];
    private static readonly string[] Guides =
    [
        "positive",
        "guider",
        "text_embeds",
        "conditioning",
        "pipe",
        "basic_pipe",
        "pos_cond",
    ];
    private static readonly string[] Latents =
    [
        "latent_image",
        "latent",
        "samples",
        "latents",
        "image_embeds",
        "optional_latent",
        "latent_image_embeds",
        // Detailers take finished pictures.
        "image",
        "images",
        "pixels",
    ];

    /// <summary>Names of inputs through which a picture in the making comes to a sampler.</summary>
    internal static IReadOnlyList<string> LatentInputs => Latents;

    /// <summary>
    /// The sampler that started the picture: those that refine it afterwards take their latent from it. Null when there is none.
    /// </summary>
    internal static GraphNode? Find(ComfyValues values, IReadOnlyCollection<GraphNode> reached)
    {
        var samplers = reached.Where(IsSampler).Take(MostSamplers).ToList();
        var first = samplers.Where(sampler => !Before(values, sampler).Any(IsSampler)).ToList();
        // A picture that was loaded and changed a little says less than one that began with nothing.
        return first.Find(sampler => Before(values, sampler).Any(IsEmpty))
            ?? first.FirstOrDefault()
            ?? samplers.FirstOrDefault();
    }

    /// <summary>The nodes that the latent of a sampler passes, nearest first.</summary>
    internal static IEnumerable<GraphNode> Before(ComfyValues values, GraphNode sampler)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { sampler.Id };
        var queue = new Queue<GraphNode>([sampler]);
        while (queue.TryDequeue(out var node))
        {
            var isSampler = node.Id == sampler.Id;
            foreach (var input in node.Inputs.Where(input => input.Link is not null))
            {
                var follows = isSampler ? Latents.Contains(input.Name) : !IsModel(input.Name);
                if (follows && values.Source(input) is { } source && seen.Add(source.Id))
                {
                    yield return source;
                    queue.Enqueue(source);
                }
            }
        }
    }

    private static bool IsSampler(GraphNode node) =>
        Guides.Any(name => node.Find(name)?.Link is not null) && Seeds.Any(name => node.Find(name) is not null)
        || node.Type.Contains("Sampler", StringComparison.OrdinalIgnoreCase)
            && Guides.Any(name => node.Find(name)?.Link is not null)
            && Latents.Any(name => node.Find(name) is not null);

    private static bool IsEmpty(GraphNode node) => node.Type.Contains("Empty", StringComparison.OrdinalIgnoreCase);

    private static bool IsModel(string input) =>
        input is "model" or "clip" or "vae" or "positive" or "negative" or "control_net";
}
