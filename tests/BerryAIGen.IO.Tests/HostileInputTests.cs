using System.Buffers.Binary;
using System.Formats.Tar;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Gguf;
using BerryAIGen.IO.Onnx;
using BerryAIGen.IO.Recipes;
using BerryAIGen.IO.Tests.Images;
using BerryAIGen.IO.Tests.Onnx;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests;

/// <summary>A hundred thousand damaged files: each is read or breaks a named rule, and none takes much memory.</summary>
public sealed class HostileInputTests
{
    private const int Inputs = 25_000;
    private const long MostBytesPerInput = 4 << 20;

    private static readonly ArchiveLimits Limits = new()
    {
        MaxEntryBytes = 64 << 10,
        MaxTotalBytes = 256 << 10,
        MaxEntries = 1000,
    };

    // Values that sizes, counts and offsets go wrong at.
    private static readonly ulong[] Edges =
    [
        0,
        1,
        0x7F,
        0x80,
        0xFFFF,
        0x7FFFFFFF,
        0x80000000,
        0xFFFFFFFF,
        0x7FFFFFFFFFFFFFFF,
        0x8000000000000000,
        0xFFFFFFFFFFFFFFFF,
    ];

    [Fact]
    public void Damaged_zips_break_a_rule_at_most()
    {
        byte[] text = [.. Enumerable.Range(0, 300).Select(i => (byte)(i % 7))];
        var small = ZipBytes.Create(("a", text));
        Run(
            [
                ZipBytes.Create([
                    new ZipPart("folder/", []),
                    new ZipPart("folder/a.bin", text) { IsDeflated = true, HasDescriptor = true },
                    new ZipPart("b.bin", text) { IsZip64 = true },
                    new ZipPart("inner.zip", small),
                ]),
                ZipBytes.Create(
                    [new ZipPart("a", text) { IsListed = false }, new ZipPart("b", text)],
                    prefix: [1, 2, 3]
                ),
            ],
            ReadArchive
        );
    }

    [Fact]
    public void Damaged_tars_break_a_rule_at_most() =>
        Run([Tar(TarEntryFormat.Pax), Tar(TarEntryFormat.Gnu)], ReadArchive);

    [Fact]
    public void Damaged_ggufs_break_a_rule_at_most()
    {
        var maker = new GgufMaker().Head(3, 2, 4).Text("general.architecture", "flux").Number("general.alignment", 32);
        maker.Word("list").U32(9).U32(8).U64(2).Word("x").Word("y");
        maker.Word("numbers").U32(9).U32(5).U64(3).U32(1).U32(2).U32(3);
        maker.Tensor("a", 2, 0, 64, 2).Tensor("b", 0, 96, 3).Pad(32).Zeros(108);
        var big = new GgufMaker(isBigEndian: true).Head(2, 1, 0).Tensor("a", 0, 0, 4).Pad(32).Zeros(16);
        Run(
            [maker.ToArray(), big.ToArray()],
            file =>
            {
                var reading = GgufReader.Read(new MemoryStream(file), file.Length);
                (reading.IsValid || reading.Error.Message.EndsWith('.')).ShouldBeTrue();
            }
        );
    }

    [Fact]
    public void Damaged_onnx_files_break_a_rule_at_most() =>
        Run(
            [ProtoMaker.Model(ProtoMaker.Graph()).ToArray()],
            file =>
            {
                var reading = OnnxReader.Read(new MemoryStream(file), file.Length);
                (reading.IsValid || reading.Error.Message.EndsWith('.')).ShouldBeTrue();
            }
        );

    [Fact]
    public void Damaged_pictures_and_videos_cost_only_what_is_damaged()
    {
        var recipe = new PngMaker()
            .Text(
                "parameters",
                "a cat\nSteps: 5, Sampler: Euler, Seed: 1, Lora hashes: \"a: 123456\", Hashes: {\"model\":\"123456\"}"
            )
            .CompressedText("compressed", "text")
            .InternationalText("XML:com.adobe.xmp", "<x><description>text</description></x>", isCompressed: true)
            .Build();
        Run(
            [recipe, .. Picture.All.Select(File.ReadAllBytes)],
            file =>
            {
                var content = RecipeReader.Read(file).Content;
                content.Problems.ShouldAllBe(problem => problem.EndsWith('.'));
            }
        );
    }

    private static void Run(byte[][] originals, Action<byte[]> read)
    {
        var random = new Random(20_261_121);
        foreach (var original in originals)
        {
            read(original);
        }

        for (var i = 0; i < Inputs; i++)
        {
            var file = Damage(originals[i % originals.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(file);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {i}: {Convert.ToHexString(file)}", exception);
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytesPerInput, $"input {i}");
        }
    }

    private static void ReadArchive(byte[] file)
    {
        try
        {
            using var archive = ArchiveReader.TryOpen(new MemoryStream(file), Limits);
            foreach (var entry in archive?.Entries ?? [])
            {
                _ = entry.SafePath;
                Read(archive!, entry);
            }
        }
        catch (ArchiveException exception)
        {
            exception.Error.Message.ShouldEndWith(".");
        }
    }

    private static void Read(ArchiveReader archive, ArchiveEntry entry)
    {
        try
        {
            using var stream = archive.Open(entry);
            stream.CopyTo(Stream.Null, 4096);
            using var nested = archive.TryOpenNested(entry);
        }
        catch (ArchiveException exception)
        {
            exception.Error.Message.ShouldEndWith(".");
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        List<byte> file = [.. original];
        for (var times = random.Next(1, 4); times > 0 && file.Count > 0; times--)
        {
            var at = random.Next(file.Count);
            switch (random.Next(5))
            {
                case 0:
                    file[at] = (byte)random.Next(256);
                    break;
                case 1:
                    file.RemoveRange(at, Math.Min(random.Next(1, 9), file.Count - at));
                    break;
                case 2:
                    file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(1, 40), file.Count - at)));
                    break;
                case 3:
                    file.RemoveRange(at, file.Count - at);
                    break;
                default:
                    var value = new byte[8];
                    BinaryPrimitives.WriteUInt64LittleEndian(value, Edges[random.Next(Edges.Length)]);
                    for (var i = 0; i < (1 << random.Next(4)) && at + i < file.Count; i++)
                    {
                        file[at + i] = value[i];
                    }

                    break;
            }
        }

        return [.. file];
    }

    private static byte[] Tar(TarEntryFormat format)
    {
        using var file = new MemoryStream();
        using (var writer = new TarWriter(file, format, leaveOpen: true))
        {
            foreach (var name in new[] { "a.bin", new string('n', 150) })
            {
                TarEntry entry =
                    format == TarEntryFormat.Pax
                        ? new PaxTarEntry(TarEntryType.RegularFile, name)
                        : new GnuTarEntry(TarEntryType.RegularFile, name);
                entry.DataStream = new MemoryStream([1, 2, 3]);
                writer.WriteEntry(entry);
            }
        }

        return file.ToArray();
    }
}
