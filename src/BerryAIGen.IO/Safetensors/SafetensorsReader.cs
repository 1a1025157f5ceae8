using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Safetensors;

/// <summary>
/// Reads the header of a safetensors file and checks it by the rules, and in the order, of the format's own reader
/// (github.com/huggingface/safetensors). The tensors' bytes are never read.
/// </summary>
public static class SafetensorsReader
{
    /// <summary>The longest header that the format's own reader accepts.</summary>
    public const int LongestHeaderBytes = 100_000_000;

    private const int LengthBytes = 8;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; it is only read.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static async Task<SafetensorsReading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        RegularFile.Require(path);
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.Asynchronous
        );
        var head = new byte[ContainerDetector.HeadBytes];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        var sizeBytes = file.Length;
        if (CheckLength(head.AsSpan(0, read), sizeBytes, out var headerBytes) is { } error)
        {
            return error;
        }

        file.Position = LengthBytes;
        var header = GC.AllocateUninitializedArray<byte>(headerBytes);
        await file.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        return ReadHeader(header, sizeBytes);
    }

    /// <summary>Reads from where the stream stands; of a valid file no further than the end of the header.</summary>
    /// <param name="stream">The file from its first byte on; need not be seekable.</param>
    /// <param name="sizeBytes">Size of the whole file.</param>
    /// <exception cref="EndOfStreamException">The stream ends before the header does, although the size says otherwise.</exception>
    public static SafetensorsReading Read(Stream stream, long sizeBytes)
    {
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        var read = (int)Math.Min(LengthBytes, sizeBytes);
        stream.ReadExactly(head[..read]);
        if (read == LengthBytes && AnnouncedLength(head) > LongestHeaderBytes)
        {
            read += stream.ReadAtLeast(head[read..], head.Length - read, throwOnEndOfStream: false);
        }

        if (CheckLength(head[..read], sizeBytes, out var headerBytes) is { } error)
        {
            return error;
        }

        var header = GC.AllocateUninitializedArray<byte>(headerBytes);
        stream.ReadExactly(header);
        return ReadHeader(header, sizeBytes);
    }

    private static ulong AnnouncedLength(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt64LittleEndian(head);

    /// <param name="head">The length, and as much after it as tells what a file is that is no safetensors.</param>
    /// <param name="sizeBytes">Size of the whole file.</param>
    /// <param name="headerBytes">How long the header is, where the length is right.</param>
    private static SafetensorsReading? CheckLength(ReadOnlySpan<byte> head, long sizeBytes, out int headerBytes)
    {
        headerBytes = 0;
        if (head.Length < LengthBytes)
        {
            return SafetensorsReading.Broken(
                "HeaderTooSmall",
                $"The file has {sizeBytes} bytes; the shortest safetensors file has more than {LengthBytes}. "
                    + "It is empty or was cut off."
            );
        }

        var length = AnnouncedLength(head);
        if (length > LongestHeaderBytes)
        {
            return SafetensorsReading.Broken(
                "HeaderTooLarge",
                $"The first 8 bytes announce a header of {length} bytes, more than the {LongestHeaderBytes} allowed; "
                    + $"this is {ContainerDetector.Detect(head).Describe()}."
            );
        }

        if (length > (ulong)(sizeBytes - LengthBytes))
        {
            return SafetensorsReading.Broken(
                "InvalidHeaderLength",
                $"The header should have {length} bytes but the file ends after {sizeBytes - LengthBytes} of them; "
                    + "it was cut off, or is another format."
            );
        }

        headerBytes = (int)length;
        return null;
    }

    private static SafetensorsReading ReadHeader(ReadOnlySpan<byte> header, long sizeBytes)
    {
        if (!Utf8.IsValid(header))
        {
            return SafetensorsReading.Broken(
                "InvalidHeader",
                "The header is not UTF-8 text; the file is corrupt or of another format."
            );
        }

        var json = new HeaderJson(header);
        try
        {
            var tensors = json.Read();
            tensors.Sort(
                static (left, right) =>
                    left.Begin == right.Begin ? left.End.CompareTo(right.End) : left.Begin.CompareTo(right.Begin)
            );
            return CheckTensors(tensors, json.Metadata, header.Length, sizeBytes);
        }
        // A text with half a surrogate pair is an InvalidOperationException there.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The part after it repeats the position as line and column of the JSON.
            var what = exception.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ');
            var meaning = header.IsEmpty ? "the file starts with zeros: its download did not finish" : "it is corrupt";
            return SafetensorsReading.Broken(
                "InvalidHeaderDeserialization",
                $"The header cannot be read at byte {LengthBytes + json.Position} of the file: {what}; {meaning}."
            );
        }
    }

    private static SafetensorsReading CheckTensors(
        List<DeclaredTensor> tensors,
        IReadOnlyDictionary<string, string> metadata,
        int headerBytes,
        long sizeBytes
    )
    {
        if (TensorRules.Check(tensors, out var end) is { } error)
        {
            return SafetensorsReading.Broken(error.Rule, error.Message);
        }

        var data = (ulong)(sizeBytes - LengthBytes - headerBytes);
        if (end != data)
        {
            var fault =
                end > data
                    ? $"{end - data} bytes are missing at the end: the download or the copy was cut off"
                    : $"{data - end} bytes follow the last tensor: something was appended to the file";
            return SafetensorsReading.Broken(
                "MetadataIncompleteBuffer",
                $"The tensors take {end} bytes but {data} follow the header; {fault}."
            );
        }

        return SafetensorsReading.Valid(
            new SafetensorsHeader
            {
                Tensors = tensors.ConvertAll(static t => new SafetensorsTensor(
                    t.Name,
                    t.Dtype.Name,
                    t.Shape,
                    (long)t.Begin,
                    (long)t.End
                )),
                Metadata = metadata,
                HeaderBytes = headerBytes,
            }
        );
    }
}
