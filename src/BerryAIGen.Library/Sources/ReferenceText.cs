using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Sources;

/// <summary>A pasted text that is being taken apart.</summary>
/// <param name="Text">Without the marks that people paste around it.</param>
/// <param name="Draft">Holds the text as it may be shown; a form fills in the rest.</param>
/// <param name="Options">The configured addresses, which count beside the real ones.</param>
internal sealed record ReferenceText(string Text, Reference Draft, LibraryOptions Options)
{
    /// <summary>The text is of a form, and wrong.</summary>
    public Reference Invalid(string reason) => Draft.AsInvalid(reason);
}
