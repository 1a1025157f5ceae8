namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>What to do with an archive that holds models.</summary>
public enum ArchiveRule
{
    /// <summary>Take the models out; the archive does not stay.</summary>
    Unpack,

    /// <summary>Leave the archive as it is.</summary>
    Keep,

    /// <summary>Take the models out and leave the archive beside them.</summary>
    UnpackAndKeep,
}
