namespace BerryAIGen.Library.Sharing;

/// <summary>How one file gets a second place without its bytes being copied.</summary>
public enum LinkHow
{
    /// <summary>The first that the file systems allow: a shared copy, a hard link, a symbolic link.</summary>
    Auto,

    /// <summary>A copy that shares its blocks until one of the two is changed (Btrfs, XFS, bcachefs).</summary>
    Reflink,

    /// <summary>A second name of the same file; what one program changes, the other sees.</summary>
    Hard,

    /// <summary>A name that points to the other; it leads nowhere when that one is moved.</summary>
    Symlink,
}
