using System.Numerics;
using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Pickles;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>
/// Takes the tensors out of a file of torch.save, the zip of today or the pickles before PyTorch 1.6, without running
/// anything: only the calls that build tensors and dictionaries are understood.
/// </summary>
public static class TorchReader
{
    // The number that the first pickle of a file before 1.6 holds (torch/serialization.py, MAGIC_NUMBER).
    private static readonly BigInteger Magic = BigInteger.Parse(
        "01950A86A20F9469CFC6C",
        System.Globalization.NumberStyles.AllowHexSpecifier
    );

    /// <summary>Reads what the file holds; values are read later. The file stays open until the answer is disposed.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TensorFileReading Open(string path, CancellationToken cancellationToken)
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
            Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
            var container = ContainerDetector.Detect(head[..file.ReadAtLeast(head, head.Length, false)]);
            reading = container switch
            {
                Container.Zip => TorchZip.Read(path, file, cancellationToken),
                Container.Pickle => ReadLegacy(file, cancellationToken),
                _ => TensorFileReading.Broken(
                    "NotATorchFile",
                    $"It is {container.Describe()} and no file of torch.save."
                ),
            };
            return reading;
        }
        catch (Exception problem) when (problem is ArchiveException or OverflowException)
        {
            return reading = TensorFileReading.Broken("Corrupt", problem.Message);
        }
        finally
        {
            if (reading is not { IsValid: true })
            {
                file.Dispose();
            }
        }
    }

    private static TensorFileReading ReadLegacy(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var pickles = new PickleSequence(file, PickleLimits.Whole);
        var readings = new PickleReading[5];
        for (var index = 0; index < readings.Length; index++)
        {
            readings[index] = pickles.ReadNext(cancellationToken);
            if (readings[index].Error is { } error)
            {
                return TensorFileReading.Broken("Corrupt", $"Its pickle cannot be followed to the end: {error}.");
            }

            if (readings[0].Result is not PickleConstant { Value: BigInteger number } || number != Magic)
            {
                return TensorFileReading.Broken("NotATorchFile", "It is a pickle, but none of torch.save.");
            }
        }

        var isBig =
            TorchValues
                .TryPairs(readings[2].Result!)
                ?.Any(pair =>
                    TorchValues.TryText(pair.Key) == "little_endian" && TorchValues.TryText(pair.Value) == "false"
                ) == true;
        var keys = readings[4].Result is PickleContainer list ? list.Items.Select(TorchValues.TryText) : [];
        var sizes = readings[3].Storages.Select(StorageId.TryRead).OfType<StorageId>().DistinctBy(id => id.Key);
        var storages = LegacyStorages.Find(file, readings[4].Position, keys, sizes.ToDictionary(id => id.Key), isBig);
        return storages is null
            ? TensorFileReading.Broken("Truncated", "The values of its tensors are cut off.")
            : TorchTensors.Assemble(readings[3].Result!, id => storages.GetValueOrDefault(id.Key), file.Length, file);
    }
}
