using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.IO.Onnx;

/// <summary>What came of reading a file as ONNX: its header, or the first rule that it breaks.</summary>
public sealed record OnnxReading
{
    /// <summary>The header of a valid file; null when <see cref="Error"/> says why not.</summary>
    public OnnxHeader? Header { get; private init; }

    /// <summary>The first rule broken: truncated, wire, version, graph, count, dimensions or external path.</summary>
    public FormatError? Error { get; private init; }

    /// <summary>Whether the file keeps the rules that its header shows.</summary>
    [MemberNotNullWhen(true, nameof(Header))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Header is not null;

    internal static OnnxReading Valid(OnnxHeader header) => new() { Header = header };

    internal static OnnxReading Broken(FormatError error) => new() { Error = error };
}
