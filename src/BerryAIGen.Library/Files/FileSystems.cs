namespace BerryAIGen.Library.Files;

/// <summary>Which file system a path lies on, and how much of it is free; the path need not exist yet.</summary>
internal static class FileSystems
{
    /// <summary>Whether a file can be moved from one folder to the other by a rename, without copying.</summary>
    public static bool AreSame(string folder, string other) =>
        MountOf(folder)
            .Equals(
                MountOf(other),
                OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
            );

    /// <summary>Free bytes for this user, null when the system does not say.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(RealPath(ExistingAncestor(folder))).AvailableFreeSpace;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The nearest folder above, or the folder itself, that exists.</summary>
    public static string ExistingAncestor(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
            path = parent;
        return path;
    }

    /// <summary>Where the file system of a folder begins; links on the way are followed.</summary>
    public static string MountOf(string folder)
    {
        var path = RealPath(ExistingAncestor(folder));
        if (OperatingSystem.IsWindows())
            return Path.GetPathRoot(path) ?? path;
        return DriveInfo
                .GetDrives()
                .Select(drive => Path.TrimEndingDirectorySeparator(drive.Name))
                .Where(mount => mount == "/" || path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal))
                .MaxBy(mount => mount.Length)
            ?? "/";
    }

    // Links in the middle of a path lead to other file systems as well: "models/loras" on a second disk.
    /// <summary>The path without a link in it; a part that does not exist stays as it is.</summary>
    internal static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (
            var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        )
        {
            real = Path.Combine(real, part);
            var folder = new DirectoryInfo(real);
            if (folder.Exists)
                real = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
