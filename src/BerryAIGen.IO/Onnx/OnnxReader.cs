namespace BerryAIGen.IO.Onnx;

/// <summary>Reads what an ONNX model says of itself (github.com/onnx/onnx, <c>onnx.proto</c>); tensors are passed over.</summary>
public static class OnnxReader
{
    private const int LongestText = 4096;
    private const int MostTexts = 10_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static OnnxReading Read(string path)
    {
        RegularFile.Require(path);
        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );
        return Read(file, file.Length);
    }

    /// <summary>Reads from where the seekable stream stands, which is the file's first byte.</summary>
    /// <exception cref="EndOfStreamException">The stream ends although the size says otherwise.</exception>
    public static OnnxReading Read(Stream stream, long sizeBytes)
    {
        try
        {
            return OnnxReading.Valid(ReadModel(new ProtobufBytes(stream, sizeBytes), sizeBytes));
        }
        catch (OnnxBroken broken)
        {
            return OnnxReading.Broken(broken.Error);
        }
    }

    private static OnnxHeader ReadModel(ProtobufBytes bytes, long end)
    {
        var graph = new OnnxGraph(bytes);
        long? version = null;
        var hasGraph = false;
        string? producer = null;
        string? producerVersion = null;
        Dictionary<string, long> sets = [];
        Dictionary<string, string> metadata = [];
        while (bytes.Position < end)
        {
            var (number, type) = bytes.Field();
            switch (number, type)
            {
                case (1, WireType.Varint):
                    version = (long)bytes.Varint();
                    break;
                case (2, WireType.Bytes):
                    producer = bytes.Text(end, LongestText);
                    break;
                case (3, WireType.Bytes):
                    producerVersion = bytes.Text(end, LongestText);
                    break;
                case (7, WireType.Bytes):
                    hasGraph = true;
                    graph.Read(bytes.EndOfBytes(end));
                    break;
                case (8, WireType.Bytes):
                    var (domain, set) = ReadSet(bytes, bytes.EndOfBytes(end));
                    sets[domain] = set;
                    break;
                case (14, WireType.Bytes):
                    var (key, value) = graph.ReadPair(bytes.EndOfBytes(end));
                    metadata[key] = value;
                    break;
                default:
                    bytes.Skip(type, end);
                    break;
            }

            if (sets.Count + metadata.Count > MostTexts)
            {
                throw new OnnxBroken("count", "The model has more texts than any model; the file is forged.");
            }
        }

        return new OnnxHeader
        {
            IrVersion = version is > 0
                ? version.Value
                : throw new OnnxBroken("version", "The file says no version of ONNX: it is no ONNX file, or corrupt."),
            OperatorSets = sets,
            Producer = producer,
            ProducerVersion = producerVersion,
            GraphName = hasGraph
                ? graph.Name
                : throw new OnnxBroken("graph", "The file holds no graph: it is no ONNX model, or was cut off."),
            Inputs = graph.Inputs,
            Outputs = graph.Outputs,
            NodeCount = graph.NodeCount,
            Tensors = graph.Tensors,
            Metadata = metadata,
        };
    }

    private static (string Domain, long Version) ReadSet(ProtobufBytes bytes, long end)
    {
        var (domain, version) = ("", 0L);
        while (bytes.Position < end)
        {
            var (number, type) = bytes.Field();
            if ((number, type) == (1, WireType.Bytes))
            {
                domain = bytes.Text(end, LongestText);
            }
            else if ((number, type) == (2, WireType.Varint))
            {
                version = (long)bytes.Varint();
            }
            else
            {
                bytes.Skip(type, end);
            }
        }

        return (domain, version);
    }
}
