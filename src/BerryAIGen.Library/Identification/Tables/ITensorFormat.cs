using System.Diagnostics.CodeAnalysis;
using BerryAIGen.IO;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.Library.Identification.Tables;

/// <summary>A format whose header tells what tensors a file has; listed in <see cref="FileInspector"/>.</summary>
internal interface ITensorFormat
{
    bool CanRead(Container container);

    /// <summary>Reads the header and nothing after it.</summary>
    /// <param name="file">At its beginning.</param>
    /// <exception cref="IOException">The disk failed; a header that breaks a rule is an answer.</exception>
    TableReading Read(FileStream file);
}

/// <summary>The table of a valid file, or the first rule that the file breaks.</summary>
internal sealed record TableReading
{
    public TensorTable? Table { get; private init; }

    public FormatError? Error { get; private init; }

    /// <summary>What the answer rests on, one sentence each.</summary>
    public IReadOnlyList<string> Why { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Table))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Table is not null;

    public static TableReading Of(TensorTable table, params IReadOnlyList<string> why) =>
        new() { Table = table, Why = why };

    public static TableReading Broken(FormatError error) => new() { Error = error };
}
