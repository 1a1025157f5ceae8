using System.Buffers.Binary;
using System.Security.Cryptography;
using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.IO.Hashing;

/// <summary>
/// SHA-256 of what follows a safetensors header, which an edit of the metadata leaves as it is. Whether the file is one
/// shows in its first bytes and, because a stream does not tell its length before its end, in the size at the end.
/// </summary>
internal sealed class TensorSha256Lane : IHashLane
{
    private const int LengthBytes = 8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _length = new byte[LengthBytes];
    private int _lengthRead;
    private long _headerLeft;
    private bool _startsAsJson;
    private bool _isOtherFormat;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes = ReadLength(bytes);
        bytes = SkipHeader(bytes);
        if (!_isOtherFormat)
        {
            _hash.AppendData(bytes);
        }
    }

    public FileHashes Finish(FileHashes hashes)
    {
        var isSafetensors = _startsAsJson && !_isOtherFormat && _headerLeft == 0;
        return isSafetensors
            ? hashes with
            {
                TensorSha256 = Convert.ToHexStringLower(_hash.GetHashAndReset()),
            }
            : hashes;
    }

    public void Dispose() => _hash.Dispose();

    private ReadOnlySpan<byte> ReadLength(ReadOnlySpan<byte> bytes)
    {
        if (_lengthRead == LengthBytes)
        {
            return bytes;
        }

        var taken = Math.Min(LengthBytes - _lengthRead, bytes.Length);
        bytes[..taken].CopyTo(_length.AsSpan(_lengthRead));
        _lengthRead += taken;
        if (_lengthRead == LengthBytes)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(_length);
            _isOtherFormat = length is 0 or > SafetensorsReader.LongestHeaderBytes;
            _headerLeft = _isOtherFormat ? 0 : (long)length;
        }

        return bytes[taken..];
    }

    private ReadOnlySpan<byte> SkipHeader(ReadOnlySpan<byte> bytes)
    {
        var header = bytes[..(int)Math.Min(_headerLeft, bytes.Length)];
        if (!_startsAsJson && !_isOtherFormat && header.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var first)
        {
            _startsAsJson = header[first] == (byte)'{';
            _isOtherFormat = !_startsAsJson;
        }

        _headerLeft -= header.Length;
        return bytes[header.Length..];
    }
}
