using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.IO.Tensors;

/// <summary>The tensors of a safetensors file.</summary>
public static class SafetensorsSource
{
    private const int LengthBytes = 8;

    /// <summary>Reads the header; the file stays open until the answer is disposed.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TensorFileReading Open(string path)
    {
        RegularFile.Require(path);
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1 << 16
        );
        TensorFileReading? reading = null;
        try
        {
            var header = SafetensorsReader.Read(file, file.Length);
            return reading = header.IsValid
                ? TensorFileReading.Of(TensorsOf(header.Header, file))
                : TensorFileReading.Broken(header.Error);
        }
        finally
        {
            if (reading is not { IsValid: true })
            {
                file.Dispose();
            }
        }
    }

    private static TensorFile TensorsOf(SafetensorsHeader header, FileStream file)
    {
        var start = LengthBytes + header.HeaderBytes;
        return new TensorFile([.. header.Tensors.Select(tensor => TensorOf(tensor, start, file))], file)
        {
            Metadata = header.Metadata,
        };
    }

    // Types of four and six bits have no bytes of their own: their values are carried over as they are.
    private static SourceTensor TensorOf(SafetensorsTensor tensor, long start, FileStream file)
    {
        long[] shape = [.. tensor.Shape.Select(size => (long)size)];
        var bits = Dtype.Find(tensor.Dtype)!.Bits;
        var bytes =
            bits % 8 == 0
                ? new TensorBytes(file, start + tensor.Begin, (int)bits / 8, shape)
                : new TensorBytes(file, start + tensor.Begin, 1, [tensor.End - tensor.Begin]);
        return new SourceTensor(tensor.Name, tensor.Dtype, shape, bytes);
    }
}
