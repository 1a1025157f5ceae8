using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Workflows;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms.Wildcards;

/// <summary>
/// Makes of a form with wildcards the forms that are meant: one or several draws (<c>random</c>), or every combination of
/// words (<c>batch</c>), each with a seed of its own. <c>snippets</c> of the form says which: <c>{ mode, count }</c>.
/// </summary>
internal sealed class WildcardForms(GenerationCatalogue catalogue, FormRequest request, string? configurationFolder)
{
    private const int MostForms = 50;
    private const int UsualBatch = 10;
    private static readonly string[] Prompts = ["prompt", "negativePrompt"];

    private WildcardFolder Lists => field ??= new WildcardFolder(configurationFolder);

    /// <summary>What was drawn otherwise than it was asked for.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The forms; the form itself where no list is named.</summary>
    /// <exception cref="GenerationException"><c>snippets</c> cannot be understood, or a list cannot be read.</exception>
    public IReadOnlyList<FormVariant> Of(FormEvaluation form)
    {
        var texts = Prompts
            .Select(key => (Key: key, Text: FormValues.TextOf(request.Values, key)))
            .Where(row => row.Text is not null && form.Find(row.Key) is not null)
            .ToDictionary(row => row.Key, row => row.Text!);
        var named = texts.Values.SelectMany(WildcardText.NamesIn).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var lists = named.Where(name => Lists.Find(name) is { Count: > 0 }).ToArray();
        Remark(texts, named.Except(lists));
        if (lists.Length == 0)
            return [new FormVariant(form, null)];
        var (isBatch, count) = ReadMode();
        var seed = FormValues.NumberOf(form.Find("seed")?.Value) is { } own ? (long)own : 1;
        return isBatch ? Batch(texts, lists, count, seed) : Draws(texts, count, seed);
    }

    private List<FormVariant> Draws(Dictionary<string, string> texts, int? count, long seed)
    {
        List<FormVariant> forms = [];
        for (var number = 0; number < (count ?? 1); number++)
        {
            // The same seed draws the same words.
            var draw = new Random(unchecked((int)(seed + number)));
            forms.Add(Form(texts, (_, words) => words[draw.Next(words.Count)], number, seed));
        }

        return forms;
    }

    private List<FormVariant> Batch(Dictionary<string, string> texts, string[] lists, int? count, long seed)
    {
        var sizes = lists.Select(name => Lists.Find(name)!.Count).ToArray();
        var all = sizes.Aggregate(1m, (product, size) => product * size);
        var most = (int)Math.Min(count ?? UsualBatch, all);
        if (most < all)
            Notes.Add($"The wildcards make {all:0} combinations; the first {most} are taken.");
        List<FormVariant> forms = [];
        for (var number = 0; number < most; number++)
        {
            Dictionary<string, string> chosen = new(StringComparer.OrdinalIgnoreCase);
            var rest = number;
            // The last list turns fastest, as digits do.
            for (var at = lists.Length - 1; at >= 0; at--)
            {
                chosen[lists[at]] = Lists.Find(lists[at])![rest % sizes[at]];
                rest /= sizes[at];
            }

            // A list that only a word of another one names has no turn of its own.
            forms.Add(Form(texts, (name, words) => chosen.GetValueOrDefault(name) ?? words[0], number, seed));
        }

        return forms;
    }

    private FormVariant Form(
        Dictionary<string, string> texts,
        Func<string, IReadOnlyList<string>, string> choose,
        int number,
        long seed
    )
    {
        var differs = new JsonObject();
        var values = request.Values.DeepClone().AsObject();
        foreach (var (key, text) in texts)
        {
            var filled = WildcardText.Fill(text, Lists, choose);
            values[key] = filled;
            if (filled != text && !request.IsForPrice)
                differs[key] = filled;
        }

        var own = Wrapped(seed + number);
        values["seed"] = own;
        var form = FormEvaluation.Of(catalogue, request with { Values = values });
        if (form.Find("seed") is not null)
            differs["seed"] = own;
        return new FormVariant(form, differs);
    }

    private static long Wrapped(long seed) => seed > uint.MaxValue ? seed - uint.MaxValue : seed;

    private void Remark(Dictionary<string, string> texts, IEnumerable<string> unknown)
    {
        var isAsked = request.Values["snippets"] is not null;
        foreach (var name in unknown)
        {
            // A colour, a channel and a heading begin with # as well.
            if (isAsked || texts.Values.Any(text => WildcardText.IsCertain(text, name)))
                Notes.Add(
                    $"There is no wildcard \"{name}\", or it holds no words, so it stays in the prompt; its words stand in {Lists.Folder ?? "wildcards"}/{name}.txt."
                );
        }
    }

    private (bool IsBatch, int? Count) ReadMode()
    {
        if (request.Values["snippets"] is not { } node)
            return (false, null);
        if (node is not JsonObject snippets)
            throw Wrong("is an object: { \"mode\": \"random\", \"count\": 4 }");
        var mode = FormValues.TextOf(snippets, "mode") ?? "random";
        if (mode is not ("random" or "batch"))
            throw Wrong($"has the mode \"{mode}\"; choose random or batch");
        if (snippets["count"] is not { } given)
            return (mode == "batch", null);
        return
            FormValues.NumberOf(given) is { } count && count == Math.Truncate(count) && count is >= 1 and <= MostForms
            ? (mode == "batch", (int)count)
            : throw Wrong($"has a count that is no whole number from 1 to {MostForms}");
    }

    private static GenerationException Wrong(string what) =>
        new(FailureCode.Usage, "snippets", $"\"snippets\" {what}.");
}
