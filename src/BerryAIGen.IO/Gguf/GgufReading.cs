using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.IO.Gguf;

/// <summary>What came of reading a file as GGUF: its header, or the first rule that it breaks.</summary>
public sealed record GgufReading
{
    /// <summary>The header of a valid file; null when <see cref="Error"/> says why not.</summary>
    public GgufHeader? Header { get; private init; }

    /// <summary>
    /// The first rule broken: magic, version, count, string length, key, duplicate key, kv type, alignment, name length,
    /// duplicate name, dimensions, tensor type, row size, offset or truncated.
    /// </summary>
    public FormatError? Error { get; private init; }

    /// <summary>Whether the file keeps every rule of the format.</summary>
    [MemberNotNullWhen(true, nameof(Header))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Header is not null;

    internal static GgufReading Valid(GgufHeader header) => new() { Header = header };

    internal static GgufReading Broken(FormatError error) => new() { Error = error };
}
