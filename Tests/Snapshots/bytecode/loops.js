function sum(array, flag) {
    let total = 0;
    for (let i = 0; i < array.length; i++) {
        if (i % 2 === 0 && flag) continue;
        total += array[i] * 2;
    }
    while (total > 100) total -= 7;
    do total++; while (total !== 5);
    for (const x of array) if (x) break;
    for (const key in array) total += key;
    return total;
}
