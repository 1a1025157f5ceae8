using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Onnx;

namespace BerryAIGen.Library.Identification.Tables;

internal sealed class OnnxFormat : ITensorFormat
{
    public bool CanRead(Container container) => container == Container.Onnx;

    public TableReading Read(FileStream file)
    {
        var reading = OnnxReader.Read(file, file.Length);
        if (!reading.IsValid)
            return TableReading.Broken(reading.Error);
        var header = reading.Header;
        var table = new TensorTable
        {
            Tensors = [.. header.Tensors.Select(tensor => new TableTensor(tensor.Name, tensor.DataType, tensor.Shape))],
            Metadata = TextsOf(header),
        };
        return TableReading.Of(
            table,
            [
                $"It is an ONNX model of version {header.IrVersion} with {header.NodeCount} nodes.",
                .. Beside(file.Name, header),
            ]
        );
    }

    private static Dictionary<string, string> TextsOf(OnnxHeader header)
    {
        Dictionary<string, string> texts = new(header.Metadata, StringComparer.Ordinal)
        {
            ["ir_version"] = $"{header.IrVersion}",
            ["inputs"] = string.Join(", ", header.Inputs),
            ["outputs"] = string.Join(", ", header.Outputs),
            ["nodes"] = $"{header.NodeCount}",
        };
        foreach (var (domain, version) in header.OperatorSets)
            texts[domain.Length == 0 ? "opset" : $"opset.{domain}"] = $"{version}";
        (string Name, string? Text)[] named =
        [
            ("producer", header.Producer),
            ("producer_version", header.ProducerVersion),
            ("graph", header.GraphName),
            ("external_files", header.ExternalFiles.Count == 0 ? null : string.Join(", ", header.ExternalFiles)),
        ];
        foreach (var (name, text) in named)
        {
            if (text is not null)
                texts[name] = text;
        }

        return texts;
    }

    private static IEnumerable<string> Beside(string path, OnnxHeader header)
    {
        var folder = Path.GetDirectoryName(path)!;
        var missing = header.ExternalFiles.Where(name => !File.Exists(Path.Combine(folder, name))).ToList();
        if (missing.Count > 0)
            yield return $"Missing beside it: {string.Join(", ", missing)}, which hold its values.";
    }
}
