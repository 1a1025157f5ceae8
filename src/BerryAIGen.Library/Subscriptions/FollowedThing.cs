using BerryAIGen.Civitai;

namespace BerryAIGen.Library.Subscriptions;

/// <summary>What a person follows at Civitai, and what of it.</summary>
public sealed record FollowedThing
{
    public const string Creator = "creator";
    public const string Tag = "tag";
    public const string Search = "search";
    public const string Model = "model";

    private const int MostText = 200;

    /// <summary>What can be followed.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Creator, Tag, Search, Model];

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The creator's name, the tag, the words, or the model's number.</summary>
    public required string Value { get; init; }

    /// <summary>Civitai's types, such as <c>LORA</c>; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Civitai's words, such as <c>SDXL 1.0</c>; empty for all.</summary>
    public IReadOnlyList<string> BaseModels { get; init; } = [];

    /// <summary>Also mature models; of a single model it says nothing.</summary>
    public bool Nsfw { get; init; }

    /// <summary>The same in the service's own spelling.</summary>
    /// <exception cref="LibraryException">It makes no sense.</exception>
    public FollowedThing Checked()
    {
        if (!Kinds.Contains(Kind))
            throw Wrong($"kind is one of {string.Join(", ", Kinds)}, not \"{Kind}\".");
        var value = Value.Trim();
        if (value.Length is 0 or > MostText || value.Any(char.IsControl))
            throw Wrong($"A {Kind} to follow is a text of 1 to {MostText} characters.");
        if (Kind == Model && !(int.TryParse(value, out var number) && number > 0))
            throw Wrong($"A model is followed by its number at Civitai, such as 257749, not by \"{value}\".");
        if (BaseModels.FirstOrDefault(name => name.Trim().Length is 0 or > MostText) is not null)
            throw Wrong("A base model is a word of Civitai, such as \"SDXL 1.0\".");
        return this with
        {
            Value = value,
            Types = [.. Types.Select(word => TypeOf(word).Value).Distinct()],
            BaseModels = [.. BaseModels.Select(name => name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    /// <summary>For people: <c>the creator Ink</c>.</summary>
    public string Describe() => Kind == Search ? $"the search \"{Value}\"" : $"the {Kind} {Value}";

    // A word that the service does not know is answered with everything.
    private static ModelType TypeOf(string word) =>
        ModelType.Known.Where(type => type.Value.Equals(word.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray()
            is [var type]
            ? type
            : throw Wrong($"\"{word}\" is no type of Civitai; those are {string.Join(", ", ModelType.Known)}.");

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}
