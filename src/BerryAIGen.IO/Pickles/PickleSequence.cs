namespace BerryAIGen.IO.Pickles;

/// <summary>How the reading of one pickle ended.</summary>
/// <param name="Uses">What it names, calls and changes.</param>
/// <param name="Error">Why it is no whole pickle, null when it is one.</param>
/// <param name="Result">What it would make; null when it broke off.</param>
/// <param name="Position">The byte after it.</param>
public sealed record PickleReading(
    IReadOnlyCollection<PickleUse> Uses,
    string? Error,
    PickleValue? Result,
    long Position
)
{
    /// <summary>Whether the error is only that it is more than is followed here; Python would read on.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>Whether Python would have stopped at something before the end of the reading, whatever ended that.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether there are arrays of joblib in it, whose bytes joblib passes over and others run.</summary>
    public bool HoldsArrays { get; init; }

    /// <summary>What it says of things outside of it, such as the storages of tensors; as many as the limits keep.</summary>
    public IReadOnlyList<PicklePersistent> Storages { get; init; } = [];
}

/// <summary>Reads the pickles that stand one after the other in a stream; nothing in them is ever run.</summary>
public sealed class PickleSequence(Stream stream, PickleLimits limits) : IDisposable
{
    private readonly PickleInput _input = new(stream);

    /// <summary>Given the beginning of bytes that a pickle holds, tells whether they are a file to look into.</summary>
    public Func<ReadOnlySpan<byte>, bool>? IsFile { get; init; }

    /// <summary>Looks into such a file; the stream may be read forward only, and need not be read to its end.</summary>
    public Action<Stream>? OnFile { get; init; }

    /// <summary>Looks into short bytes that a call is given; answers false when that was not possible.</summary>
    public Func<byte[], bool>? OnBytes { get; init; }

    /// <summary>Whether the bytes of joblib's arrays are passed over, which joblib alone does: others run what is there.</summary>
    public bool LeavesArraysOut { get; init; } = true;

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => _input.IsAtEnd;

    /// <summary>What comes next, without reading it.</summary>
    public ReadOnlySpan<byte> Peek(int count) => _input.Peek(count);

    /// <summary>The pickle that begins here. After one with an error there is nothing sensible to read.</summary>
    public PickleReading ReadNext(CancellationToken cancellationToken)
    {
        var strings = new PickleStrings(_input, limits) { IsFile = IsFile, OnFile = OnFile };
        var reader = new PickleReader(_input, strings);
        var uses = new PickleUses(_input, limits) { OnBytes = OnBytes, IsFile = IsFile };
        var tape = new PickleTape(_input, reader, uses, limits) { LeavesArraysOut = LeavesArraysOut };
        var machine = new PickleMachine(tape);
        var result = machine.Run(cancellationToken);
        var (isCutShort, isStopped) = (_input.IsCutShort, _input.Misuse is not null);
        return new PickleReading(uses.All, _input.TakeError(), result, _input.Position)
        {
            Storages = machine.Persistents,
            HoldsArrays = tape.HoldsArrays,
            IsCutShort = isCutShort,
            IsStopped = isStopped,
        };
    }

    public void Dispose() => _input.Dispose();
}
