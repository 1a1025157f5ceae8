using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BerryAIGen.Civitai.Caching;

/// <summary>
/// Kept answers as files: one line of JSON about the answer, then its body. Another process may use the same folder.
/// </summary>
/// <remarks>A cache that fails must not fail the request: what cannot be read or written is as if it were not kept.</remarks>
internal sealed class FolderCacheStore(string folder, long limit, TimeProvider time) : ICacheStore
{
    private const string Ending = ".answer";
    private readonly Lock _lock = new();

    public CacheEntry? Find(string address)
    {
        var path = PathOf(address);
        try
        {
            if (!File.Exists(path))
                return null;
            var bytes = File.ReadAllBytes(path);
            var line = Array.IndexOf(bytes, (byte)'\n');
            var entry =
                line < 0 ? null : JsonSerializer.Deserialize(bytes.AsSpan(0, line), CacheJson.Default.CacheEntry);
            if (entry?.Address != address)
                return null;
            File.SetLastAccessTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return entry with { Body = bytes.AsMemory(line + 1) };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Put(CacheEntry entry)
    {
        if (entry.Body.Length > limit)
            return;
        var path = PathOf(entry.Address);
        var draft = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            lock (_lock)
            {
                CreateFolder();
                using (var file = File.Create(draft))
                {
                    JsonSerializer.Serialize(file, entry, CacheJson.Default.CacheEntry);
                    file.WriteByte((byte)'\n');
                    file.Write(entry.Body.Span);
                }
                File.Move(draft, path, overwrite: true);
                File.SetLastAccessTimeUtc(path, time.GetUtcNow().UtcDateTime);
                Shrink();
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            DropDraft(draft);
        }
    }

    private string PathOf(string address) =>
        Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address))) + Ending);

    // Answers to a key may be private: nobody else on the machine reads them.
    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    private void Shrink()
    {
        var files = new DirectoryInfo(folder).GetFiles("*" + Ending);
        var size = files.Sum(file => file.Length);
        foreach (var file in files.OrderBy(file => file.LastAccessTimeUtc).TakeWhile(_ => size > limit))
        {
            size -= file.Length;
            file.Delete();
        }
    }

    private static void DropDraft(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The disk that refused the draft may refuse its removal as well.
        }
    }
}
