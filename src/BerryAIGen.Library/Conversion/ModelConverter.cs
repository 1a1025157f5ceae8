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
    private const string Extension = ".safetensors";

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
        var source = Path.GetFullPath(request.Path);
        if (!Path.Exists(source))
            throw new FileNotFoundException(null, source);
        var target = TargetOf(request, source);
        ReadOnly?.RequireWritable(target);
        using var file = await Task.Run(() => Open(source, cancellationToken), cancellationToken).ConfigureAwait(false);
        var planned = PlannedTensors.Of(file, dtype, request.Prunes);
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
            var sha256 = await Task.Run(
                    () => TensorFileWriter.Write(part, planned, progress, cancellationToken),
                    cancellationToken
                )
                .ConfigureAwait(false);
            await VerifyAsync(part, planned, cancellationToken).ConfigureAwait(false);
            var size = new FileInfo(part).Length;
            var published = await PublishAsync(part, target, sha256, cancellationToken).ConfigureAwait(false);
            var original = await FileHashing
                .ComputeAsync(source, HashKinds.Sha256, null, cancellationToken)
                .ConfigureAwait(false);
            return await RecordAsync(
                    request,
                    new ConvertedFile
                    {
                        Path = published.Path!,
                        Sha256 = sha256,
                        SizeBytes = size,
                        TensorCount = planned.Tensors.Count,
                        Source = source,
                        SourceSha256 = original.Sha256!,
                        LeftOut = [.. planned.LeftOut, .. file.LeftOut],
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
        return file with { Sidecar = sidecar, Messages = [.. new[] { note, unwritten }.OfType<string>()] };
    }

    private static string TargetOf(ConversionRequest request, string source)
    {
        var suffix = request.Precision is { } precision ? $"-{precision.ToLowerInvariant()}" : "";
        var name = $"{Path.GetFileNameWithoutExtension(source)}{suffix}{Extension}";
        var target =
            request.Output is null ? Path.Combine(Path.GetDirectoryName(source)!, name)
            : Directory.Exists(request.Output) ? Path.Combine(Path.GetFullPath(request.Output), name)
            : Path.GetFullPath(request.Output);
        if (target == source)
            throw new LibraryException(
                FailureCode.Usage,
                $"{request.Path} would be its own conversion; name a precision with --dtype or another file with --output."
            );
        return Path.GetExtension(target).Equals(Extension, StringComparison.OrdinalIgnoreCase)
            ? target
            : throw new LibraryException(
                FailureCode.Usage,
                $"{target} must end in {Extension}, for that is what is written."
            );
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
            throw new LibraryException(FailureCode.Verification, $"{source} cannot be read: {scan.Messages[0]}");
    }

    private static Container ContainerOf(string path)
    {
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

    private static async Task<PublishOutcome> PublishAsync(
        string part,
        string target,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        var published = await Publisher
            .PublishAsync(
                new PublishRequest
                {
                    PartPath = part,
                    TargetPath = target,
                    Root = Path.GetDirectoryName(target)!,
                    Sha256 = sha256,
                    OnConflict = ConflictRule.Refuse,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (published.Failure is { Code: FailureCode.Conflict })
            throw new LibraryException(
                FailureCode.Conflict,
                $"{target} is another file and is left as it is; name another file with --output."
            );
        return published.Failure is { } failure ? throw new LibraryException(failure) : published;
    }
}
