namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>What becomes of a file when a newer version takes its place.</summary>
public enum OldVersion
{
    /// <summary>It moves to the versions of its folder, out of the sight of applications.</summary>
    Store,

    /// <summary>It stays where it is, beside the newer one.</summary>
    Keep,

    /// <summary>It goes to the trash.</summary>
    Trash,
}
