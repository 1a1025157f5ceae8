using System.ComponentModel;
using System.Runtime.InteropServices;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Sharing;

/// <summary>Makes one link and never over something.</summary>
internal static partial class FileLinker
{
    // FICLONE of linux/fs.h, on all processors that .NET runs on.
    private const nuint CloneRequest = 0x40049409;

    private static readonly LinkHow[] Preferred = [LinkHow.Reflink, LinkHow.Hard, LinkHow.Symlink];

    /// <returns>What was made, or null, and why it is so.</returns>
    public static (LinkHow? Made, string Why) Make(string source, string target, LinkHow wanted)
    {
        List<string> refused = [];
        foreach (var how in wanted == LinkHow.Auto ? Preferred : [wanted])
        {
            if (TryMake(source, target, how) is not { } why)
                return (how, refused.Count == 0 ? "as asked for" : string.Join("; ", refused));
            refused.Add(why);
        }

        return (null, string.Join("; ", refused));
    }

    /// <summary>Whether the name already leads to the file's own bytes.</summary>
    public static bool IsLinked(string source, string target) =>
        new FileInfo(target).LinkTarget == source
        || (FileStat.Find(source)?.Identity is { } one && FileStat.Find(target)?.Identity is { } other && one == other);

    private static string? TryMake(string source, string target, LinkHow how)
    {
        try
        {
            return how switch
            {
                LinkHow.Reflink => Clone(source, target),
                LinkHow.Hard => HardLink(source, target),
                _ => Symlink(source, target),
            };
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return $"no {Word(how)}: {ex.Message}";
        }
    }

    private static string? Clone(string source, string target)
    {
        if (!OperatingSystem.IsLinux())
            return "no shared copy: this system has none for programs";
        if (!FileSystems.AreSame(Path.GetDirectoryName(source)!, Path.GetDirectoryName(target)!))
            return "no shared copy: it is another file system";
        // A name of its own until it is whole, so that only this empty file is ever taken away again.
        var draft = $"{target}.{Random.Shared.Next():x8}.tmp";
        try
        {
            using (var from = File.OpenHandle(source))
            using (var to = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write))
            {
                if (Control((int)to.DangerousGetHandle(), CloneRequest, (int)from.DangerousGetHandle()) != 0)
                    return "no shared copy: the file system cannot share blocks";
            }

            return NoReplaceMove.TryMove(draft, target) ? null : $"{target} is there already and stays";
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string? HardLink(string link, string target)
    {
        // A second name of a link would be a link to a place that may not be there, seen from the other folder.
        var source = new FileInfo(link).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? link;
        if (OperatingSystem.IsWindows())
            return CreateHardLink(target, source, 0) ? null : $"no hard link: {new Win32Exception().Message}";
        return Link(source, target) == 0
            ? null
            : $"no hard link: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}";
    }

    private static string? Symlink(string source, string target)
    {
        File.CreateSymbolicLink(target, source);
        return null;
    }

    private static string Word(LinkHow how) =>
        how switch
        {
            LinkHow.Reflink => "shared copy",
            LinkHow.Hard => "hard link",
            _ => "symbolic link",
        };

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, int argument);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string oldPath, string newPath);

    [LibraryImport(
        "kernel32",
        EntryPoint = "CreateHardLinkW",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf16
    )]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string newPath, string oldPath, nint attributes);
}
