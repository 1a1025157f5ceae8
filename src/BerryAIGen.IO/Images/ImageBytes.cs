using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.IO.Images;

/// <summary>A file, on disk or in memory, read by position: what lies between the texts, mostly pixels, is stepped over.</summary>
internal sealed class ImageBytes : IDisposable
{
    private const int WindowBytes = 4096;

    private readonly SafeFileHandle? _handle;
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly byte[] _window = GC.AllocateUninitializedArray<byte>(WindowBytes);
    private long _start;
    private int _count;

    internal ImageBytes(string path)
    {
        RegularFile.Require(path);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(_handle);
    }

    internal ImageBytes(ReadOnlyMemory<byte> file) => (_memory, Length) = (file, file.Length);

    internal long Length { get; }

    /// <summary>Fills the span from that place on; false when the file ends before.</summary>
    internal bool TryRead(long offset, Span<byte> into)
    {
        if (offset < 0 || offset > Length - into.Length)
        {
            return false;
        }

        if (into.Length > WindowBytes)
        {
            return ReadAll(offset, into) == into.Length;
        }

        if (offset < _start || offset + into.Length > _start + _count)
        {
            (_start, _count) = (offset, ReadAll(offset, _window));
            if (_count < into.Length)
            {
                return false;
            }
        }

        _window.AsSpan((int)(offset - _start), into.Length).CopyTo(into);
        return true;
    }

    /// <summary>As many bytes as there are from that place on.</summary>
    internal int ReadAll(long offset, Span<byte> into)
    {
        if (_handle is null)
        {
            var rest = _memory.Span[(int)Math.Min(offset, Length)..];
            rest[..Math.Min(rest.Length, into.Length)].CopyTo(into);
            return Math.Min(rest.Length, into.Length);
        }

        var read = 0;
        while (read < into.Length && RandomAccess.Read(_handle, into[read..], offset + read) is > 0 and var more)
        {
            read += more;
        }

        return read;
    }

    public void Dispose() => _handle?.Dispose();
}
