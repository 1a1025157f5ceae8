namespace BerryAIGen.Library.Sources;

/// <summary>Takes a pasted text apart; asks the file system whether a path exists, and nothing else.</summary>
public static class ReferenceParser
{
    /// <summary>Never throws; a text that is no reference has the kind <see cref="ReferenceKind.Invalid"/> and a reason.</summary>
    public static Reference Parse(string text) =>
        new()
        {
            Text = text,
            Kind = ReferenceKind.Invalid,
            Reason = "not a reference",
        };
}
