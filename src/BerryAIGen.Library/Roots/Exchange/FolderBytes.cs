using BerryAIGen.Library.Files;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>A file of this machine. Nobody can be kept from writing to it, so its size, time and number are looked at again.</summary>
internal sealed class FolderBytes : IRootBytes
{
    private readonly string _path;
    private readonly FileStamp? _stamp;
    private readonly SafeFileHandle _file;

    public FolderBytes(string path)
    {
        _path = path;
        _file = File.OpenHandle(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            FileOptions.Asynchronous
        );
        _stamp = FileStat.Find(path)?.Stamp;
    }

    public bool IsUnchanged => FileStat.Find(_path)?.Stamp == _stamp;

    public static LibraryException Changed(string path) =>
        new(
            FailureCode.Verification,
            $"{path} was written to while it was read; nothing of it was stored. Run the same command again when nobody writes to it."
        );

    public async Task ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        while (into.Length > 0)
        {
            var read = await RandomAccess.ReadAsync(_file, into, offset, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw Changed(_path);
            (into, offset) = (into[read..], offset + read);
        }
    }

    public void Dispose() => _file.Dispose();
}
