namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Something wrong with a definition.</summary>
/// <param name="Kind">Its folder in <c>definitions</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Word">A word of the file near which it is wrong; null when nothing of it can be pointed at.</param>
/// <param name="Message">What is wrong, and the mend.</param>
internal sealed record DefinitionFinding(string Kind, string Id, string? Word, string Message)
{
    /// <summary>The part of the file that the word is looked for in first, as a JSON path; null for the whole.</summary>
    public string? Near { get; init; }
}
