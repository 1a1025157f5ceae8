using System.Buffers.Binary;
using System.Numerics;
using SQLitePCL;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// A number that stands for what a row says. Two that differ have the same by a chance of nobody's lifetime, unless somebody
/// seeks them out; who does deceives himself about one of his own models.
/// </summary>
internal struct RowMark()
{
    // Odd and without a pattern: digits of the golden ratio and of pi.
    private const ulong One = 0x9E3779B97F4A7C15;
    private const ulong Other = 0xA4093822299F31D1;

    private ulong _one = One;
    private ulong _other = Other;

    public readonly UInt128 Value => new(_one, _other);

    /// <summary>Of the row that is read; its first column is the id, which is compared by itself.</summary>
    public static UInt128 Of(SqliteRows rows, int columns)
    {
        var mark = new RowMark();
        for (var column = 1; column < columns; column++)
        {
            var type = rows.TypeOf(column);
            mark.Add((ulong)type);
            // A number is not asked for as text: SQLite would write that into the row that it holds.
            if (type == raw.SQLITE_INTEGER)
                mark.Add((ulong)rows.Whole(column));
            else if (type != raw.SQLITE_NULL)
                mark.Add(rows.Bytes(column));
        }

        return mark.Value;
    }

    public void Add(ulong value)
    {
        _one = Fold(_one ^ value, One);
        _other = Fold(BitOperations.RotateLeft(_other, 29) ^ value, Other);
    }

    /// <summary>With their length, so that it counts where one ends and the next begins.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong rest = 0;
        foreach (var one in bytes)
            rest = (rest << 8) | one;
        Add(rest);
    }

    // Both halves of the product: every bit of the value has a part in every bit of the outcome.
    private static ulong Fold(ulong value, ulong by)
    {
        var high = Math.BigMul(value, by, out var low);
        return high ^ low;
    }
}
