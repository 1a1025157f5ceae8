using System.Text;

namespace BerryAIGen.Testing.Pickles;

/// <summary>Damaged pickles without end, the same ones for the same seed.</summary>
public sealed class PickleMutations(int seed)
{
    // Pieces that hit the grammar, the limits and the containers more often than single bytes do.
    private static readonly byte[][] Pieces =
    [
        [0x80, 2],
        [0x80, 4, 0x95, 255, 255, 255, 255, 255, 255, 255, 127],
        [(byte)'X', 255, 255, 255, 255],
        [0x8D, 255, 255, 255, 255, 255, 255, 255, 255],
        [0x8E, 0, 0, 0, 0, 0, 0, 0, 128],
        [0x8B, 255, 255, 255, 127],
        [(byte)'r', 255, 255, 255, 255],
        [.. "cos\nsystem\n"u8],
        [.. "(((((((("u8],
        [.. "]]]]aaaa"u8],
        [.. "tttttttt"u8],
        [.. "22222222"u8],
        [.. "p99999999999\n"u8],
        [.. "I00000000000000000000000000000000000001\n"u8],
        [.. "V\\ud800\n"u8],
        [.. "S'\\xff\\377'\n"u8],
        [0x93, .. "NUMPY"u8, 1, 0, 9, 0, .. "'|O'"u8],
        [0x78, 0x9C, 1, 2, 3],
        [0x1F, 0x8B, 8, 0],
        [.. "PK\x03\x04"u8],
        [.. "PK\x05\x06"u8],
        [0x93],
        [0x94],
        [.. "R"u8],
        [.. "b"u8],
        [.. "."u8],
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _originals = Originals();

    public byte[] Next()
    {
        List<byte> bytes = [.. _originals[_random.Next(_originals.Length)]];
        for (var count = _random.Next(1, 8); count > 0; count--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(5))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(_random.Next(1, 16), bytes.Count - at));
                break;
            case 2:
                bytes.InsertRange(at, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 3:
                var start = _random.Next(bytes.Count + 1);
                bytes.InsertRange(at, bytes.GetRange(start, Math.Min(_random.Next(32), bytes.Count - start)));
                break;
            default:
                bytes.InsertRange(at, Pieces[_random.Next(Pieces.Length)].Take(_random.Next(1, 6)));
                break;
        }
    }

    private static byte[][] Originals()
    {
        var state = TorchFile.StateDictionary([new TorchTensor("w", "FloatStorage", "0", [2, 2])]);
        return
        [
            state,
            TorchFile.Legacy(
                [new TorchTensor("w", "FloatStorage", "0", [2, 2])],
                [("0", "FloatStorage", new byte[16])]
            ),
            TorchFile.Zip([new TorchTensor("w", "FloatStorage", "0", [2, 2])], [("0", "FloatStorage", new byte[16])]),
            PickleScript.Of(2).Bytes(PickleScript.Of(2).Global("os", "system").CallWith("x").Stop()).Stop(),
            Encoding.Latin1.GetBytes("(dp0\nS'a'\np1\n(lp2\nI1\naL2L\naF3.5\nasg1\n(Vx\niA\nB\ns."),
        ];
    }
}
