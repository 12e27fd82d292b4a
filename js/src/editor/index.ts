export const edit = () => undefined;
