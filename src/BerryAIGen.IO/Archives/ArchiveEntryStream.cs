using BerryAIGen.IO.Checksums;

namespace BerryAIGen.IO.Archives;

/// <summary>
/// The unpacked bytes of one entry, read forward under the archive's limits. A wrong checksum does not withhold the
/// bytes: whoever looks for harm must see them; whoever wants to use them asks <see cref="IsIntact"/> at the end.
/// </summary>
public sealed class ArchiveEntryStream : ForwardStream
{
    private readonly Stream _inner;
    private readonly EntryLedger _ledger;
    private readonly string _name;
    private readonly long? _size;
    private readonly uint? _expected;
    private readonly Crc32? _crc;

    internal ArchiveEntryStream(Stream inner, EntryLedger ledger, string name, long? size, uint? crc)
    {
        (_inner, _ledger, _name, _size, _expected) = (inner, ledger, name, size, crc);
        _crc = crc is null ? null : new Crc32();
    }

    /// <summary>Bytes that cannot be unpacked are blamed on the encryption then.</summary>
    internal bool IsMarkedEncrypted { get; init; }

    /// <summary>How many bytes were read so far.</summary>
    public long ReadBytes { get; private set; }

    /// <summary>Whether all bytes were read and are those that the archive promises, as far as it promises any.</summary>
    public bool IsIntact => IsAtEnd && Problem is null;

    /// <summary>Whether the end was reached.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>In what the bytes differ from the archive's promise; null before the end and for an intact entry.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="ArchiveException">The packed bytes are corrupt, or a limit is exceeded.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (IsAtEnd || buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = _inner.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw Unreadable(exception);
        }

        if (read == 0)
        {
            IsAtEnd = true;
            Problem = FindProblem();
            return 0;
        }

        ReadBytes += read;
        _ledger.Spend(_name, ReadBytes);
        _crc?.Append(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private ArchiveException Unreadable(InvalidDataException exception) =>
        IsMarkedEncrypted
            ? new("Encrypted", $"The entry '{_name}' is encrypted.", exception)
            : new(
                "Corrupt",
                $"The entry '{_name}' cannot be unpacked after {ReadBytes} bytes: its packed bytes are corrupt or cut off.",
                exception
            );

    private string? FindProblem() =>
        _size is { } size && size != ReadBytes
            ? $"The entry '{_name}' gave {ReadBytes} bytes but the archive says {size}."
        : _crc is not null && _crc.Value != _expected
            ? $"The bytes of the entry '{_name}' have the checksum {_crc.Value:x8} but the archive says {_expected:x8}."
        : null;
}
