using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Identification;

/// <summary>Reads a local file's first bytes and header; never its tensors, and never runs anything.</summary>
public static class FileInspector
{
    // One line per format; a file is read by the first that can.
    private static readonly ITensorFormat[] Formats =
    [
        new SafetensorsFormat(),
        new GgufFormat(),
        new OnnxFormat(),
        new TorchFormat(),
    ];

    /// <summary>A name that promises a format is judged by that format, whatever the bytes are.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static InspectedFile Inspect(string path) =>
        Directory.Exists(path) ? FolderCompleteness.Add(InspectFolder(path)) : Inspect(path, path);

    /// <summary>The same of a file that is to be called otherwise.</summary>
    internal static InspectedFile Inspect(string path, string name)
    {
        RegularFile.Require(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        var container = ContainerDetector.Detect(
            head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]
        );
        var expected = Promised(name) ?? container;
        if (Array.Find(Formats, format => format.CanRead(expected)) is { } format)
        {
            return InspectHeader(path, container, file, format);
        }

        return new InspectedFile
        {
            Path = path,
            Container = container,
            Error = ErrorOf(path, container, expected),
            Why = [$"The first bytes are those of {container.Describe()}; the rest was not read."],
        };
    }

    private static InspectedFile InspectFolder(string path)
    {
        var mark = FolderTable.Marks.FirstOrDefault(name => File.Exists(Path.Combine(path, name)));
        if (mark is null)
        {
            var marks = string.Join(" or ", FolderTable.Marks);
            return new InspectedFile
            {
                Path = path,
                Container = Container.Unknown,
                Error = new FormatError("NotAModel", $"{path} is a folder without {marks}."),
            };
        }

        var table = FolderTable.Read(path, file => Inspect(file).Table);
        return new InspectedFile
        {
            Path = path,
            Container = Container.Unknown,
            IsFolder = true,
            Table = table,
            TensorCount = table.Tensors.Count == 0 ? null : table.Tensors.Count,
            ParameterCount = table.Tensors.Count == 0 ? null : table.ParameterCount,
            Why = [$"The folder holds {mark}."],
        };
    }

    private static InspectedFile InspectHeader(string path, Container container, FileStream file, ITensorFormat format)
    {
        file.Position = 0;
        var reading = format.Read(file);
        var found = new InspectedFile { Path = path, Container = container };
        return reading.IsValid
            ? found with
            {
                Table = reading.Table,
                TensorCount = reading.Table.Tensors.Count,
                ParameterCount = reading.Table.ParameterCount,
                Metadata = reading.Table.Metadata,
                Why = reading.Why,
            }
            : found with
            {
                Error = reading.Error,
                Why = [$"The first bytes are those of {container.Describe()}."],
            };
    }

    private static FormatError? ErrorOf(string path, Container container, Container expected)
    {
        if (container != expected)
        {
            return new FormatError(
                "InvalidMagic",
                $"{path} is named like {expected.Describe()}, but it is {container.Describe()}."
            );
        }

        return IsModel(container)
            ? null
            : new FormatError("NotAModel", $"{path} is {container.Describe()}; no model has this form.");
    }

    internal static Container? Promised(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".safetensors" or ".sft" => Container.Safetensors,
            ".gguf" => Container.Gguf,
            ".onnx" => Container.Onnx,
            _ => null,
        };

    private static bool IsModel(Container container) =>
        container is Container.Gguf or Container.Zip or Container.Pickle or Container.Numpy or Container.Tar;
}
