namespace BerryAIGen.Library.Layouts;

/// <summary>One kind of folder of an application.</summary>
public sealed record LayoutFolder
{
    /// <summary>The kind's name in every layout, ComfyUI's where it has one: <c>checkpoints</c>, <c>loras</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The path below the application's folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public IReadOnlyList<string> Aliases
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Further paths that the application reads for this kind; nothing is put there.</summary>
    public IReadOnlyList<string> AlsoReads
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>True where file names are words of a prompt, and blanks in sub-folders are replaced.</summary>
    public bool IsNamedInPrompts { get; init; }

    internal bool IsCalled(string name) =>
        Path.Split('/')[^1].Equals(name, StringComparison.OrdinalIgnoreCase)
        || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}
