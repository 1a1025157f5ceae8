using System.Security.Cryptography;
using BerryAIGen.IO.Tensors;

namespace BerryAIGen.Library.Conversion;

/// <summary>Writes the planned tensors one after the other, in pieces, and hashes what it writes.</summary>
internal sealed class TensorFileWriter : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _one;
    private readonly WrittenTensors _written = new();
    private readonly FileStream _file;
    private byte[] _converted = [];

    private TensorFileWriter(string path, bool comparesTensors)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        _one = comparesTensors ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <param name="path">The new file.</param>
    /// <param name="planned">What it gets.</param>
    /// <param name="comparesTensors">Whether to say which tensors are equal.</param>
    /// <param name="progress">Told after each tensor.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static WrittenTensors Write(
        string path,
        PlannedTensors planned,
        bool comparesTensors,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var writer = new TensorFileWriter(path, comparesTensors);
        var total = planned.LengthBytes;
        var done = 0L;
        writer.Put(planned.Header());
        foreach (var tensor in planned.Tensors)
        {
            writer.Put(tensor, cancellationToken);
            done += tensor.LengthBytes;
            progress?.Report(new ConversionProgress(tensor.Source.Name, done, total));
        }

        writer._file.Flush(flushToDisk: true);
        writer._written.Sha256 = Convert.ToHexStringLower(writer._hash.GetHashAndReset());
        return writer._written;
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        _one?.Dispose();
    }

    private void Put(PlannedTensor tensor, CancellationToken cancellationToken)
    {
        var tooLarge = 0L;
        tensor.Source.Bytes.CopyTo(
            values =>
            {
                var bytes = tensor.Dtype == tensor.Source.Dtype ? values : Converted(tensor, values, ref tooLarge);
                Put(bytes);
                _one?.AppendData(bytes);
            },
            cancellationToken
        );
        _written.NoteTooLarge(tensor, tooLarge);
        if (_one is not null)
            _written.NoteContent(tensor, Convert.ToHexStringLower(_one.GetHashAndReset()));
    }

    private ReadOnlySpan<byte> Converted(PlannedTensor tensor, ReadOnlySpan<byte> values, ref long tooLarge)
    {
        var needed = values.Length / FloatFormat.SizeOf(tensor.Source.Dtype) * FloatFormat.SizeOf(tensor.Dtype);
        if (_converted.Length < needed)
            _converted = new byte[needed];
        var count = FloatFormat.Convert(tensor.Source.Dtype, values, tensor.Dtype, _converted, ref tooLarge);
        return _converted.AsSpan(0, count);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _hash.AppendData(bytes);
    }
}
