namespace BerryAIGen.Library;

/// <summary>A key or token that prints as <c>***</c>, and where it was found.</summary>
public sealed class Secret
{
    // What sample files and documents say where a key belongs.
    private static readonly string[] Placeholders =
    [
        "YOUR_KEY",
        "YOUR_API_KEY",
        "YOUR_API_KEY_HERE",
        "YOUR_CIVITAI_API_KEY",
        "YOUR_TOKEN",
    ];

    private readonly string _value;

    private Secret(string value, string origin)
    {
        _value = value;
        Origin = origin;
    }

    /// <summary>Where it came from, for messages: <c>--api-key</c>, <c>CIVITAI_API_KEY</c>, a file.</summary>
    public string Origin { get; }

    /// <summary>Null for an empty text and for the placeholders of sample files such as <c>YOUR_KEY</c>.</summary>
    public static Secret? From(string? text, string origin)
    {
        var value = text?.Trim();
        return string.IsNullOrEmpty(value) || Placeholders.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Secret(value, origin);
    }

    /// <summary>The value itself, for the request that needs it.</summary>
    public string Reveal() => _value;

    public override string ToString() => "***";
}
