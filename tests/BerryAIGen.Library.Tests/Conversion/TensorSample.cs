using BerryAIGen.IO.Safetensors;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Conversion;
using BerryAIGen.Library.Safety;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Conversion;

/// <summary>Small safetensors files, and what a conversion makes of them.</summary>
internal static class TensorSample
{
    internal static byte[] F32(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    internal static string Write(
        TemporaryFolder folder,
        string name,
        params (string Name, string Dtype, long[] Shape, byte[] Bytes)[] tensors
    )
    {
        var ordered = SafetensorsWriter.Order(tensors, tensor => (tensor.Name, tensor.Dtype)).ToArray();
        var header = SafetensorsWriter.Header(
            ordered.Select(tensor =>
                (tensor.Name, tensor.Dtype, (IReadOnlyList<long>)tensor.Shape, (long)tensor.Bytes.Length)
            ),
            new Dictionary<string, string>()
        );
        return folder.Write(name, [.. header, .. ordered.SelectMany(tensor => tensor.Bytes)]);
    }

    internal static Task<ConvertedFile> ConvertAsync(
        string path,
        Func<ConversionRequest, ConversionRequest>? with = null
    ) =>
        new ModelConverter(FileScanner.Create(new LibraryOptions()), TimeProvider.System).ConvertAsync(
            (with ?? (request => request))(new ConversionRequest(path)),
            null,
            TestContext.Current.CancellationToken
        );

    internal static async Task<SafetensorsHeader> HeaderAsync(string path)
    {
        var reading = await SafetensorsReader.ReadAsync(path, TestContext.Current.CancellationToken);
        return reading.Header.ShouldNotBeNull(reading.Error?.Message);
    }

    internal static async Task<IReadOnlyList<string>> NamesAsync(string path) =>
        [.. (await HeaderAsync(path)).Tensors.Select(tensor => tensor.Name)];
}
