using System.Text;
using BerryAIGen.IO.Checksums;

namespace BerryAIGen.IO.Hashing;

/// <summary>
/// A CRC-32 of every block of <see cref="FileHashes.BlockBytes"/>: nearly free beside a SHA-256, and enough to say where a
/// file is damaged. Whether it is right again, only the hash of the whole file says.
/// </summary>
internal sealed class BlockCrc32Lane : IHashLane
{
    private readonly StringBuilder _blocks = new();
    private Crc32 _crc = new();
    private int _inBlock;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var taken = Math.Min(FileHashes.BlockBytes - _inBlock, bytes.Length);
            _crc.Append(bytes[..taken]);
            bytes = bytes[taken..];
            _inBlock += taken;
            if (_inBlock == FileHashes.BlockBytes)
                End();
        }
    }

    public FileHashes Finish(FileHashes hashes)
    {
        if (_inBlock > 0)
            End();
        return hashes with { BlockCrc32 = _blocks.ToString() };
    }

    public void Dispose() { }

    private void End()
    {
        _blocks.Append(_crc.Value.ToString("x8"));
        (_crc, _inBlock) = (new Crc32(), 0);
    }
}
