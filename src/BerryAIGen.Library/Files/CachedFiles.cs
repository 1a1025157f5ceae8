using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Library.Files;

/// <summary>
/// Files that may be lost, each by a key, in a folder of their own: the oldest go when they take more room than they may.
/// Nothing else that lies in the folder is touched.
/// </summary>
/// <param name="folder">Theirs alone.</param>
/// <param name="ending">What their names end with.</param>
/// <param name="mostBytes">All together.</param>
/// <param name="time">Tells what a killed run left.</param>
internal sealed class CachedFiles(string folder, string ending, long mostBytes, TimeProvider time)
{
    private const int KeyLength = 32;
    private const string Work = "work-";

    // No work takes this long; what is younger may be another process's.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(6);

    private readonly Lock _turn = new();
    private long? _bytes;

    /// <summary>The key of what these words name.</summary>
    public static string KeyOf(params ReadOnlySpan<string> words) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', words))).AsSpan(0, KeyLength / 2)
        );

    /// <summary>Where the file of a key is, if it is there.</summary>
    public string PathOf(string key) => Path.Combine(folder, key[..2], key + ending);

    /// <summary>The file of a key; null when there is none.</summary>
    public FileStream? Open(string key)
    {
        try
        {
            return new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>An empty folder to make one in, on the same disk; <see cref="EndWork"/> takes it away.</summary>
    public string BeginWork() => Directory.CreateDirectory(Path.Combine(folder, $"{Work}{Guid.NewGuid():N}")).FullName;

    /// <summary>Takes away a folder that <see cref="BeginWork"/> made.</summary>
    public static void EndWork(string work)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(work))
                File.Delete(file);
            Directory.Delete(work);
        }
        catch (DirectoryNotFoundException)
        {
            // The tool took it along.
        }
    }

    /// <summary>Takes in a whole file, and lets go of the oldest if there are too many.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="made">It, in a folder of <see cref="BeginWork"/>.</param>
    public void Keep(string key, string made)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var length = new FileInfo(made).Length;
        File.Move(made, path, overwrite: true);
        lock (_turn)
        {
            _bytes = (_bytes + length) ?? Ours().Sum(file => file.Length);
            if (_bytes > mostBytes)
                _bytes = MakeRoom();
        }
    }

    // A tenth more than needed: the next files must not each look through all of them.
    private long MakeRoom()
    {
        var files = Ours().OrderBy(file => file.LastWriteTimeUtc).ToArray();
        var bytes = files.Sum(file => file.Length);
        foreach (var file in files)
        {
            if (bytes <= mostBytes - (mostBytes / 10))
                break;
            bytes -= file.Length;
            file.Delete();
        }

        foreach (var work in new DirectoryInfo(folder).EnumerateDirectories(Work + "*"))
            if (IsForgotten(work))
                EndWork(work.FullName);
        return bytes;
    }

    private bool IsForgotten(DirectoryInfo work) =>
        work.LinkTarget is null
        && work.Name.Length == Work.Length + KeyLength
        && work.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - Forgotten;

    private IEnumerable<FileInfo> Ours() =>
        new DirectoryInfo(folder)
            .EnumerateDirectories("??")
            .Where(part => part.LinkTarget is null)
            .SelectMany(part => part.EnumerateFiles("*" + ending).Where(file => IsOurs(part.Name, file)));

    private bool IsOurs(string part, FileInfo file) =>
        file.Name.Length == KeyLength + ending.Length
        && file.Name.StartsWith(part, StringComparison.Ordinal)
        && file.Name[..KeyLength].All(char.IsAsciiHexDigitLower)
        && file.LinkTarget is null;
}
