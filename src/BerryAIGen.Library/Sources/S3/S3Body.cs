using System.Security.Cryptography;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>The bytes of one request, in a buffer that somebody else owns.</summary>
/// <param name="buffer">Stays as it is until the request has ended.</param>
/// <param name="length">How much of it counts.</param>
internal sealed class S3Body(byte[] buffer, int length)
{
    // What S3 itself asks for (RFC 1864); it finds damage on the way, and the SHA-256 decides.
#pragma warning disable CA5351
    private readonly byte[] _md5 = MD5.HashData(buffer.AsSpan(0, length));
#pragma warning restore CA5351

    public int Length => length;

    public string Md5Text => Convert.ToBase64String(_md5);

    /// <summary>Whether a server's tag is that of these bytes.</summary>
    public bool IsTag(string tag) =>
        tag.Trim('"').Equals(Convert.ToHexStringLower(_md5), StringComparison.OrdinalIgnoreCase);

    /// <summary>A stream of its own for each attempt.</summary>
    public Stream Open() => new MemoryStream(buffer, 0, length, writable: false);
}
