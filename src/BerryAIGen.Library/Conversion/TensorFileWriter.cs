using System.Security.Cryptography;
using BerryAIGen.IO.Tensors;

namespace BerryAIGen.Library.Conversion;

/// <summary>Writes the planned tensors one after the other, in pieces, and hashes what it writes.</summary>
internal static class TensorFileWriter
{
    /// <returns>The SHA-256 of the file, lower-case hex.</returns>
    public static string Write(
        string path,
        PlannedTensors planned,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = planned.LengthBytes;
        var done = 0L;
        Put(planned.Header());
        foreach (var tensor in planned.Tensors)
        {
            byte[] converted = [];
            tensor.Source.Bytes.CopyTo(
                values =>
                {
                    if (tensor.Dtype == tensor.Source.Dtype)
                    {
                        Put(values);
                        return;
                    }

                    var needed =
                        values.Length / FloatFormat.SizeOf(tensor.Source.Dtype) * FloatFormat.SizeOf(tensor.Dtype);
                    if (converted.Length < needed)
                        converted = new byte[needed];
                    var count = FloatFormat.Convert(tensor.Source.Dtype, values, tensor.Dtype, converted);
                    Put(converted.AsSpan(0, count));
                },
                cancellationToken
            );
            done += tensor.LengthBytes;
            progress?.Report(new ConversionProgress(tensor.Source.Name, done, total));
        }

        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            file.Write(bytes);
            hash.AppendData(bytes);
        }
    }
}
