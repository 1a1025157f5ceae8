namespace BerryAIGen.Library.Sources;

/// <summary>What a pasted text turned out to be.</summary>
public enum ReferenceKind
{
    Invalid,
    Model,
    Version,
    File,
    Hash,
    Image,
    HuggingFace,
    Url,
    Path,
}
