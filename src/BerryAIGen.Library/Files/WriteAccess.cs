using System.Runtime.InteropServices;

namespace BerryAIGen.Library.Files;

/// <summary>Asks the system whether a folder may be written to, without writing to it.</summary>
internal static partial class WriteAccess
{
    private const int Write = 2; // W_OK
    private const int Search = 1; // X_OK

    /// <summary>Whether files can be made there; a folder that does not exist is judged by the nearest one above. Windows answers only when tried.</summary>
    public static bool IsAllowed(string folder) =>
        OperatingSystem.IsWindows() || Access(FileSystems.ExistingAncestor(folder), Write | Search) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
