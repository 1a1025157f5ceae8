using BerryAIGen.IO;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Hashing;
using BerryAIGen.IO.Safetensors;
using BerryAIGen.IO.Tensors;
using BerryAIGen.IO.Tensors.Torch;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Safety;

namespace BerryAIGen.Library.Conversion;

/// <summary>
/// Makes a safetensors file of a checkpoint, or one of another precision: scanned, read without running anything, written
/// as a part, verified by our own reader, and given its name as one step. The original is only read.
/// </summary>
public sealed class ModelConverter(FileScanner scanner, TimeProvider time)
{
    internal ReadOnlyRoots? ReadOnly { get; init; }

    /// <exception cref="LibraryException">The file cannot be converted, or its name is another file's.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    public async Task<ConvertedFile> ConvertAsync(
        ConversionRequest request,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var dtype = request.Precision is { } word ? Precisions.DtypeOf(word) : null;
        request = request with { Precision = request.Precision?.Trim().ToLowerInvariant() };
        var source = Path.GetFullPath(request.Path);
        if (!Path.Exists(source))
            throw new FileNotFoundException(null, source);
        var target = ConversionTarget.Of(request, source);
        ReadOnly?.RequireWritable(target);
        using var file = await Task.Run(() => Open(source, cancellationToken), cancellationToken).ConfigureAwait(false);
        var planned = await Task.Run(() => Plan(request, file, dtype, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (
                FreeSpace.Check(
                    part,
                    Path.GetDirectoryName(target)!,
                    Path.GetFileName(target),
                    planned.LengthBytes,
                    request.FloorBytes
                ) is
                { } full
            )
                throw new LibraryException(full);
            if (request.Announce is { } announce)
                await announce(part, cancellationToken).ConfigureAwait(false);
            var written = await Task.Run(
                    () => TensorFileWriter.Write(part, planned, request.Prunes, progress, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            await VerifyAsync(part, planned, cancellationToken).ConfigureAwait(false);
            var size = new FileInfo(part).Length;
            var published = await ConversionTarget
                .PublishAsync(part, target, written.Sha256, cancellationToken)
                .ConfigureAwait(false);
            var original = await FileHashing
                .ComputeAsync(source, HashKinds.Sha256, null, cancellationToken)
                .ConfigureAwait(false);
            return await RecordAsync(
                    request,
                    new ConvertedFile
                    {
                        Path = published.Path!,
                        Sha256 = written.Sha256,
                        SizeBytes = size,
                        TensorCount = planned.Tensors.Count,
                        Source = source,
                        SourceSha256 = original.Sha256!,
                        LeftOut = [.. planned.LeftOut, .. file.LeftOut],
                        Messages = [.. planned.Messages, .. written.Messages()],
                        WasThere = published.Ending == PublishEnding.AlreadyThere,
                    }
                )
                .ConfigureAwait(false);
        }
        catch (Exception problem) when (DiskFailures.IsDisk(problem))
        {
            throw new LibraryException(DiskFailures.From(problem, target), problem);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<ConvertedFile> RecordAsync(ConversionRequest request, ConvertedFile file)
    {
        var (sidecar, note) = ConversionRecord.Write(file, request, time);
        var unwritten = await ConversionJournal.AddAsync(file, time).ConfigureAwait(false);
        return file with
        {
            Sidecar = sidecar,
            Messages = [.. file.Messages, .. new[] { note, unwritten }.OfType<string>()],
        };
    }

    private static PlannedTensors Plan(
        ConversionRequest request,
        TensorFile file,
        string? dtype,
        CancellationToken cancellationToken
    )
    {
        var rules = ConversionRules.Load();
        var changes = file.Tensors.Any(tensor => FloatFormat.IsFloat(tensor.Dtype) && tensor.Dtype != dtype);
        // Scales are numbers for the bytes as they are, and tables and packed values are no numbers at all.
        if (dtype is not null && changes && rules.FindQuantised(file.Tensors) is { Count: > 0 } marks)
            throw new LibraryException(
                FailureCode.Policy,
                $"{request.Path} is quantised ({TensorNames.First(marks)}) and another precision would ruin it; convert it without --dtype, or take the weights that it was made of."
            );
        return PlannedTensors.Of(file, dtype, request.Prunes ? new TensorPruning(rules, cancellationToken) : null);
    }

    private TensorFile Open(string source, CancellationToken cancellationToken)
    {
        var container = ContainerOf(source);
        if (container != Container.Safetensors)
            RefuseDanger(source, cancellationToken);
        var reading =
            container == Container.Safetensors
                ? SafetensorsSource.Open(source)
                : TorchReader.Open(source, cancellationToken);
        if (reading.IsValid)
            return reading.File;
        throw new LibraryException(
            reading.Error.Rule == "UnknownObject" ? FailureCode.Policy : FailureCode.Verification,
            $"{source} cannot be converted. {reading.Error.Message} ({reading.Error.Rule})"
        );
    }

    private void RefuseDanger(string source, CancellationToken cancellationToken)
    {
        var scan = scanner.Scan(source, null, cancellationToken);
        if (scan is { Verdict: ScanVerdict.Dangerous, Globals: [var worst, ..] })
            throw new LibraryException(
                FailureCode.Policy,
                $"{source} is dangerous and is not converted: {worst.Module}.{worst.Name}, {worst.Why}."
            );
        if (scan.Verdict == ScanVerdict.Unreadable)
            throw new LibraryException(FailureCode.Verification, $"{source} is not converted: {scan.Messages[0]}");
    }

    private static Container ContainerOf(string path)
    {
        RegularFile.Require(path);
        using var file = File.OpenHandle(path);
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        return ContainerDetector.Detect(head[..RandomAccess.Read(file, head, 0)]);
    }

    private static async Task VerifyAsync(string part, PlannedTensors planned, CancellationToken cancellationToken)
    {
        var written = await SafetensorsReader.ReadAsync(part, cancellationToken).ConfigureAwait(false);
        if (!written.IsValid || written.Header.TensorCount != planned.Tensors.Count)
            throw new LibraryException(
                FailureCode.Failed,
                $"What was written is no valid safetensors file ({written.Error?.Rule}); nothing was published."
            );
    }
}
