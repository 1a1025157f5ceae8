using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BerryAIGen.Library.Files;

/// <summary>Gives a file a second name.</summary>
internal static partial class HardLink
{
    /// <exception cref="IOException">The file system refused: another one, none that knows hard links, or the name is taken.</exception>
    public static void Create(string target, string name)
    {
        var isMade = OperatingSystem.IsWindows() ? CreateHardLink(name, target, 0) : Link(target, name) == 0;
        if (!isMade)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"no hard link can be made: {new Win32Exception(error).Message}", error);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string target, string name);

    [LibraryImport(
        "kernel32",
        EntryPoint = "CreateHardLinkW",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf16
    )]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string target, nint security);
}
