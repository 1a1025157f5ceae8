using System.ComponentModel;
using System.IO.Compression;
using BerryAIGen.Database.Generations;
using BerryAIGen.Generation.Maturity;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

/// <summary>The results themselves.</summary>
internal static class OutputEndpoints
{
    private const int MostAtOnce = 100;

    public static void MapOutputs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/generation").WithTags("Generation");
        group
            .MapGet("/outputs/{id}", SendAsync)
            .WithSummary("A result itself, or a range of it; one above the browsing limit that is hidden is refused.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
        group
            .MapGet("/feed/archive", ArchiveAsync)
            .WithSummary("The results of generations as one zip.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/zip");
    }

    private static async Task<IResult> SendAsync(
        string id,
        HttpContext http,
        GenerationList list,
        MaturityStore maturity,
        CancellationToken cancellationToken
    )
    {
        var output = await list.OutputAsync(http.Owner(), id, cancellationToken);
        var limits = await maturity.GetAsync(http.Owner(), cancellationToken);
        limits.RequireShown(id, output.Level, output.BlockedReason);
        // Whatever a file pretends to be, nothing in it runs.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Stream(
            Open(output),
            output.MediaType ?? "application/octet-stream",
            enableRangeProcessing: true
        );
    }

    private static async Task<IResult> ArchiveAsync(
        HttpContext http,
        [Description("The generations, separated by commas.")] string ids,
        GenerationList list,
        MaturityStore maturity,
        CancellationToken cancellationToken
    )
    {
        var wanted = ids.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct()
            .ToArray();
        if (wanted.Length is 0 or > MostAtOnce)
            throw new LibraryException(FailureCode.Usage, $"ids names 1 to {MostAtOnce} generations.");
        foreach (var id in wanted)
            await list.GetAsync(http.Owner(), id, cancellationToken);
        var limits = await maturity.GetAsync(http.Owner(), cancellationToken);
        var outputs = (await list.OutputsAsync(wanted, cancellationToken))
            .SelectMany(rows => rows)
            .Where(row =>
                limits.DisplayOf(row.Level, row.BlockedReason) != MaturityLimits.Hide && row.Path is not null
            );
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"berry-{Guid.NewGuid():N}.zip"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        try
        {
            await WriteAsync(file, outputs, cancellationToken);
            file.Position = 0;
            return Results.Stream(file, "application/zip", "generations.zip");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteAsync(
        FileStream file,
        IEnumerable<GenerationOutputRow> outputs,
        CancellationToken cancellationToken
    )
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var zip = await ZipArchive.CreateAsync(
            file,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            cancellationToken
        );
        foreach (var output in outputs)
        {
            // What somebody moved away is left out, and the rest comes.
            if (!File.Exists(output.Path))
                continue;
            var name = Path.GetFileName(output.Path)!;
            if (!names.Add(name))
                names.Add(name = $"{output.Id}-{name}");
            // Pictures and videos are packed already.
            var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            await using var target = await entry.OpenAsync(cancellationToken);
            await using var source = Open(output);
            await source.CopyToAsync(target, cancellationToken);
        }
    }

    private static FileStream Open(GenerationOutputRow output)
    {
        try
        {
            return output.Path is { } path
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true)
                : throw new LibraryException(FailureCode.NotFound, $"The result {output.Id} is not here yet.");
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LibraryException(
                FailureCode.NotFound,
                $"The result {output.Id} is not at {output.Path} any more."
            );
        }
    }
}
