using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.IO.Safetensors;

/// <summary>What came of reading a file as safetensors: its header, or the first rule that it breaks.</summary>
public sealed record SafetensorsReading
{
    /// <summary>The header of a valid file; null when <see cref="Error"/> says why not.</summary>
    public SafetensorsHeader? Header { get; private init; }

    /// <summary>The first rule broken; null for a valid file.</summary>
    public FormatError? Error { get; private init; }

    /// <summary>Whether the file keeps every rule of the format.</summary>
    [MemberNotNullWhen(true, nameof(Header))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Header is not null;

    internal static SafetensorsReading Valid(SafetensorsHeader header) => new() { Header = header };

    internal static SafetensorsReading Broken(string rule, string message) =>
        new() { Error = new FormatError(rule, message) };
}
