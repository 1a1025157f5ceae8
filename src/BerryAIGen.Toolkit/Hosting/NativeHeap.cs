using System.Runtime.InteropServices;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>
/// The memory of native code, such as SQLite's. The C library keeps a heap for every few threads, and what is given back to
/// one of them stays with the process.
/// </summary>
internal static partial class NativeHeap
{
    // M_ARENA_MAX of malloc.h.
    private const int MostHeaps = -8;

    /// <summary>One heap for all threads, from now on.</summary>
    public static void KeepTogether() => Try(() => _ = Set(MostHeaps, 1));

    /// <summary>Gives back to the machine what nobody uses now.</summary>
    public static void GiveBack() => Try(() => _ = Trim(0));

    // Only the GNU library has these; elsewhere the memory stays as it is.
    private static void Try(Action call)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            call();
        }
        catch (Exception none) when (none is EntryPointNotFoundException or DllNotFoundException) { }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint kept);
}
