namespace BerryAIGen.Library.Identification;

/// <summary>What a model is, by its header or by a person's word; the words are listed in <c>docs/identification.md</c>.</summary>
public sealed record Identity
{
    public const string UnknownWord = "unknown";

    /// <summary>The base of what belongs to none.</summary>
    public const string AnyWord = "any";

    /// <summary>No rule knows the header.</summary>
    public static readonly Identity Unknown = new() { Type = UnknownWord, Base = UnknownWord };

    /// <summary><c>main</c>, <c>lora</c>, <c>vae</c> …, or <c>unknown</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>sd1</c>, <c>flux1</c> …, <c>any</c> where it belongs to none, or <c>unknown</c>.</summary>
    public required string Base { get; init; }

    /// <summary>The exact model of a text or vision encoder, such as <c>qwen2.5-vl-7b</c>.</summary>
    public string? Arch { get; init; }

    /// <summary>In whose words the tensors are named, and how the values are packed.</summary>
    public string? Format { get; init; }

    public string? Variant { get; init; }

    /// <summary>What a file holds besides: <c>vae</c>, <c>text_encoder</c>.</summary>
    public IReadOnlyList<string> Contents { get; init; } = [];

    /// <summary>What the answer rests on, one sentence each.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    public bool IsKnown => Type != UnknownWord;
}
