using BerryAIGen.Generation.Coverage;
using BerryAIGen.Library;

namespace BerryAIGen.Database.Resources;

/// <summary>Which models somebody wants to choose from.</summary>
public sealed record ResourceQuery
{
    public const string Local = "local";
    public const string Civitai = "civitai";
    public const string All = "all";
    public const int Most = 100;

    /// <summary>The checkpoint's ecosystem: its id, key, name or one of its base models; null for all.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>What is made of what; only types that its form has a field for are listed then.</summary>
    public string? Workflow { get; init; }

    /// <summary>In Civitai's words; none for all that the place takes.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public string? Query { get; init; }

    /// <summary><c>local</c>, <c>civitai</c> or <c>all</c>; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>true only those that generate, false only the others; null both.</summary>
    public bool? CanGenerate { get; init; }

    /// <summary>Where: one of <see cref="CoveragePlace.All"/>; null for anywhere.</summary>
    public string? At { get; init; }

    /// <summary>Whether Civitai's mature models are listed as well.</summary>
    public bool Nsfw { get; init; }

    /// <summary>Models of each source.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>The sources that are asked.</summary>
    /// <exception cref="LibraryException">A word or a number makes no sense.</exception>
    internal IReadOnlyList<string> Check()
    {
        if (Limit is < 1 or > Most)
            throw new LibraryException(FailureCode.Usage, $"limit is 1 to {Most} models of each source, not {Limit}.");
        return (Source ?? All).Trim().ToUpperInvariant() switch
        {
            "LOCAL" => [Local],
            "CIVITAI" => [Civitai],
            "ALL" => [Local, Civitai],
            _ => throw new LibraryException(
                FailureCode.Usage,
                $"\"{Source}\" is no source here; those are {Local}, {Civitai} and {All}."
            ),
        };
    }
}

/// <summary>A page of models to choose from.</summary>
/// <param name="Items">Those of the library first; of each source those that fit in full before the others.</param>
/// <param name="Sources">How each source answered.</param>
/// <param name="NextCursor">Leads on; null when no source has more.</param>
public sealed record ResourcePage(
    IReadOnlyList<ResourceItem> Items,
    IReadOnlyList<ResourceSource> Sources,
    string? NextCursor
);

/// <summary>How a source answered.</summary>
/// <param name="Name"><c>local</c> or <c>civitai</c>.</param>
/// <param name="Count">How many models it gave.</param>
/// <param name="Error">Why it gave none; null when it answered.</param>
public sealed record ResourceSource(string Name, int Count, Failure? Error);
