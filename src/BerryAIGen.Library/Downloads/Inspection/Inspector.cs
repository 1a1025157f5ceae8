using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Gguf;
using BerryAIGen.IO.Onnx;
using BerryAIGen.IO.Safetensors;
using BerryAIGen.Library.Downloads.Transfers.Answers;

namespace BerryAIGen.Library.Downloads.Inspection;

/// <summary>Looks into a part before it gets its final name: it must be what its name promises, and no page or error.</summary>
public static class Inspector
{
    /// <summary>Reads the part's first bytes and, where the name or the bytes say safetensors, its header.</summary>
    /// <param name="partPath">The complete part.</param>
    /// <param name="fileName">The name that it is to bear.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="IOException">The part cannot be read.</exception>
    public static async Task<InspectionReport> InspectAsync(
        string partPath,
        string fileName,
        CancellationToken cancellationToken
    )
    {
        var (container, length) = await ReadHeadAsync(partPath, cancellationToken).ConfigureAwait(false);
        var failure =
            length == 0 ? NotPublished(fileName, "it is empty")
            : container == Container.LfsPointer || PageAnswer.IsPage(container, fileName)
                ? NotPublished(fileName, $"it is {container.Describe()}")
            : await CheckPromiseAsync(partPath, fileName, container, cancellationToken).ConfigureAwait(false);
        return new InspectionReport(container, failure);
    }

    private static async Task<Failure?> CheckPromiseAsync(
        string partPath,
        string fileName,
        Container container,
        CancellationToken cancellationToken
    )
    {
        // Bytes that begin as safetensors are loaded as such whatever the name, so they are held to the rules as well.
        var extension = Path.GetExtension(fileName).ToUpperInvariant();
        if (container == Container.Safetensors || extension is ".SAFETENSORS" or ".SFT")
        {
            var reading = await SafetensorsReader.ReadAsync(partPath, cancellationToken).ConfigureAwait(false);
            return BrokenRule(fileName, reading.Error);
        }

        if (extension == ".GGUF" && container != Container.Gguf)
        {
            return NotPublished(fileName, $"its name promises GGUF but it is {container.Describe()}");
        }

        if (container == Container.Onnx || extension == ".ONNX")
        {
            return BrokenRule(
                fileName,
                await Task.Run(() => OnnxReader.Read(partPath).Error, cancellationToken).ConfigureAwait(false)
            );
        }

        return container == Container.Gguf
            ? BrokenRule(
                fileName,
                await Task.Run(() => GgufReader.Read(partPath).Error, cancellationToken).ConfigureAwait(false)
            )
            : null;
    }

    private static Failure? BrokenRule(string fileName, FormatError? error) =>
        error is null ? null : NotPublished(fileName, $"it breaks the rule {error.Rule}. {error.Message.TrimEnd('.')}");

    private static async Task<(Container Container, long Length)> ReadHeadAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        var head = new byte[ContainerDetector.HeadBytes];
        var read = await RandomAccess.ReadAsync(file, head, 0, cancellationToken).ConfigureAwait(false);
        return (ContainerDetector.Detect(head.AsSpan(0, read)), RandomAccess.GetLength(file));
    }

    private static Failure NotPublished(string fileName, string why) =>
        new(FailureCode.Verification, $"{fileName} is not a usable model file and was not published: {why}.");
}
